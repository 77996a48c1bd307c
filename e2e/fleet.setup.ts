import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startLocalFleet } from '@aisystant/fleet';
import { PORT_OFFSET } from './fleet.ts';

/** Starts the fleet as `npm start` does, beside one that may already run; `demo` fills the demo learners. */
export default async function setup() {
  const stateDir = await mkdtemp(path.join(tmpdir(), 'fleet-'));
  const fleet = await startLocalFleet({ stateDir, portOffset: PORT_OFFSET });
  return async () => {
    await fleet.stop();
    await rm(stateDir, { recursive: true, force: true });
  };
}
