import { createServer } from 'node:net';

/** Whether nothing listens on a port of this machine. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/** A port the fleet needs is taken. */
class PortTaken extends Error {
  override readonly name = 'PortTaken';
}

/** Throws {@link PortTaken} for the first program whose port is taken; `portOffset` is added to each. */
export async function requireFree(
  needed: readonly { readonly name: string; readonly port: number }[],
  portOffset = 0,
): Promise<void> {
  for (const { name, port } of needed) {
    if (await isFree(port + portOffset)) continue;
    throw new PortTaken(
      `Port ${port + portOffset}, needed by ${name}, is taken by another program: stop it (maybe the fleet already runs) and start again.`,
    );
  }
}
