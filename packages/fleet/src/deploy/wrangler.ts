import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ROOT } from '../paths.ts';

/** How a run of wrangler ended. */
export interface WranglerRun {
  /** Exit code; 0 is success. */
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs wrangler with arguments; `input` goes to its standard input, which is the only way for a secret. */
export type RunWrangler = (args: readonly string[], input?: string) => Promise<WranglerRun>;

const PROGRAM = path.join(
  path.dirname(createRequire(import.meta.url).resolve('wrangler/package.json')),
  'bin',
  'wrangler.js',
);

/** Nothing is reported to anybody, and no log is written to disk. */
const QUIET = {
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_SEND_ERROR_REPORTS: 'false',
  WRANGLER_WRITE_LOGS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
};

/** Runs the workspace's wrangler, without a shell, from the root, where build steps expect to run. */
export const runWrangler: RunWrangler = (args, input = '') =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, ...args], { cwd: ROOT, env: { ...process.env, ...QUIET } });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
    });
    child.on('error', reject);
    const plain = stripVTControlCharacters;
    child.on('close', (status) => resolve({ status: status ?? 1, stdout: plain(stdout), stderr: plain(stderr) }));
    // EPIPE: a child that ends before it has read its input; its exit code reports the failure.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
