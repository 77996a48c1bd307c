import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type LocalFleet, type LocalFleetOptions, startLocalFleet } from '@aisystant/fleet';

/** A fleet apart from the one that all tests share, and the folder of its storage and log. */
export interface OwnFleet {
  readonly fleet: LocalFleet;
  readonly stateDir: string;
  /** Stops it and leaves nothing of it. */
  end(): Promise<void>;
}

/** Enough for every test: each is fetched and indexed while they run. */
const RECORDINGS = 60;

/** Starts a fleet with an empty storage in a folder of its own. */
export async function startOwnFleet(options: Omit<LocalFleetOptions, 'stateDir'>): Promise<OwnFleet> {
  const stateDir = await mkdtemp(path.join(tmpdir(), 'fleet-'));
  const fleet = await startLocalFleet({ stateDir, recordings: RECORDINGS, ...options });
  const end = async () => {
    await fleet.stop();
    await rm(stateDir, { recursive: true, force: true });
  };
  return { fleet, stateDir, end };
}
