import { isRecord } from '@aisystant/mcp/is-record';
import { isFree } from '@aisystant/simulators/free-port';
import { localUrl } from './local-variables.ts';
import type { WorkerEntry } from './servers.ts';
import { UsageError } from './usage-error.ts';

/** Longest wait for the answer of a program that took the connection. */
const TIMEOUT_MS = 10_000;

/**
 * Whether a server of the local fleet runs. Throws {@link UsageError} when another program is at its port, which must not be
 * asked for a sign-in.
 */
export async function isRunning({ name, port }: Pick<WorkerEntry, 'name' | 'port'>, portOffset = 0): Promise<boolean> {
  if (await isFree(port + portOffset)) return false;
  if ((await nameAt(localUrl(port, portOffset))) === name) return true;
  throw new UsageError(
    `Port ${port + portOffset}, needed by ${name}, is taken by another program: stop it, and start the fleet with npm start.`,
  );
}

/** What a server says its name is; null for what is no server of the fleet. */
async function nameAt(url: string): Promise<unknown> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const answer: unknown = await fetch(`${url}/healthz`, { signal })
    .then((response) => response.json())
    .catch(() => null);
  return isRecord(answer) ? answer['server'] : null;
}
