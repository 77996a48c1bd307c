import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * The ports a free one is drawn from. A system gives its own connections ports above them (from 32,768 on Linux, from 49,152
 * elsewhere), so no connection takes one between its choice and its use; the fleet and its benches listen below them.
 */
export const DRAWN_PORTS = { first: 20_000, last: 28_999 } as const;

/** How many ports are drawn in vain before the search ends. */
const MOST_DRAWS = 100;

/** Ports that this process was given, or found taken: the one who asked may not listen on it yet. */
const given = new Set<number>();

/**
 * A port of this machine on which nothing listens now, and another at each call. It is drawn, so that programs which ask at once
 * rarely get the same. `draw` gives a number from its first argument up to, not including, its second. Rejects when none of those
 * it drew is free.
 */
export async function freePort(draw: (first: number, end: number) => number = randomInt): Promise<number> {
  for (let draws = 0; draws < MOST_DRAWS; draws++) {
    const port = draw(DRAWN_PORTS.first, DRAWN_PORTS.last + 1);
    if (given.has(port)) continue;
    given.add(port);
    if (await isFree(port)) return port;
  }
  throw new Error(`None of ${MOST_DRAWS} ports drawn from ${DRAWN_PORTS.first} to ${DRAWN_PORTS.last} is free.`);
}

/** Whether nothing listens on a port of this machine. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
