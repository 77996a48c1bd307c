import { isFree } from '@aisystant/simulators/free-port';
import { UsageError } from './usage-error.ts';

/** The greatest offset with which every port of the fleet is still a valid port. */
const MOST_OFFSET = 56_000;

/** What `FLEET_PORT_OFFSET` adds to every port; nothing when it is absent. Throws {@link UsageError} for no such number. */
export function portOffsetOf(text = '0'): number {
  const offset = Number(text);
  if (Number.isInteger(offset) && offset >= 0 && offset <= MOST_OFFSET) return offset;
  throw new UsageError(`FLEET_PORT_OFFSET is "${text}": it must be a whole number from 0 to ${MOST_OFFSET}.`);
}

/** What is added to every port of the fleet of this machine. Throws {@link UsageError} for a variable that is no such number. */
export const localPortOffset = (): number => portOffsetOf(process.env['FLEET_PORT_OFFSET']);

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
      `Port ${port + portOffset}, needed by ${name}, is taken by another program: stop it (maybe the fleet already runs) and start again. If it has to stay, FLEET_PORT_OFFSET=${portOffset + 1_000} in the environment takes other ports.`,
    );
  }
}
