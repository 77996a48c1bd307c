import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type { ServerContract } from '@aisystant/mcp';
import { ROOT } from './paths.ts';

/**
 * The contract that a server promised before: the committed one if the new one differs from it, else the one before
 * the last commit that changed it. `null` when there was none, as in a checkout without history.
 */
export function promisedBefore(name: string, now: string): ServerContract | null {
  const file = `docs/contracts/${name}.json`;
  const committed = git('show', `HEAD:${file}`);
  if (committed !== null && committed !== now) return JSON.parse(committed);
  const [, earlier] = (git('log', '-2', '--format=%H', '--', file) ?? '').trim().split('\n');
  const before = earlier ? git('show', `${earlier}:${file}`) : null;
  return before === null ? null : JSON.parse(before);
}

function git(...args: string[]): string | null {
  const run = spawnSync('git', args, { cwd: path.resolve(ROOT), encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return run.status === 0 ? run.stdout : null;
}
