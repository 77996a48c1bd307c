import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PORT_OFFSET } from '../fleet.ts';

const COMMAND_LINE = fileURLToPath(new URL('../../packages/fleet/src/cli.ts', import.meta.url));
/** Most of such a command's time is the loading of modules. */
const NODE_COMPILE_CACHE = path.join(tmpdir(), 'aisystant-e2e-compile-cache');

/** How a scenario ended. */
export interface Played {
  readonly code: number | string | null;
  /** The dialogue; for a failure, what it complained of too. */
  readonly dialogue: string;
}

/** Plays a scenario as `npm run demo` does, on the fleet under test. */
export function play(...args: string[]): Promise<Played> {
  const env = { ...process.env, NODE_COMPILE_CACHE, FLEET_PORT_OFFSET: String(PORT_OFFSET) };
  return new Promise((resolve) => {
    execFile(process.execPath, [COMMAND_LINE, 'demo', ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: error ? (error.code ?? null) : 0, dialogue: error ? stdout + stderr : stdout }),
    );
  });
}

/** Plays the same twice, one after the other. */
export async function playTwice(...args: string[]): Promise<readonly [Played, Played]> {
  return [await play(...args), await play(...args)];
}
