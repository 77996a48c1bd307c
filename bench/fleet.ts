import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type LocalFleet, localEndpoint, localUrl, startLocalFleet } from '@aisystant/fleet';
import { IDENTITY_PORT } from '@aisystant/fleet/manifest';

const OFFSET = 7000;

/** A local fleet that is measured: on ports and with storage of its own, its limits lifted. */
export interface BenchFleet {
  readonly fleet: LocalFleet;
  /** Folder of its storage. */
  readonly stateDir: string;
  /** The identity provider's address. */
  readonly issuer: string;
  /** Key of dt-mcp's user ids. */
  readonly subjectKey: string;
}

/** Starts a fleet for a measurement and removes all it stored when that is over. */
export async function withFleet<T>(measurement: (bench: BenchFleet) => Promise<T>): Promise<T> {
  const stateDir = await mkdtemp(path.join(tmpdir(), 'bench-'));
  try {
    const fleet = await startLocalFleet({ stateDir, portOffset: OFFSET, forMeasurement: true });
    try {
      const secrets = JSON.parse(await readFile(path.join(stateDir, 'secrets.json'), 'utf8'));
      const { subjectKey } = secrets['dt-mcp'];
      return await measurement({ fleet, stateDir, issuer: localUrl(IDENTITY_PORT, OFFSET), subjectKey });
    } finally {
      await fleet.stop();
    }
  } finally {
    await rm(stateDir, { recursive: true, force: true });
  }
}

/** The MCP endpoint of a server of the measured fleet. */
export function endpointOf(name: string): string {
  return localEndpoint(name, OFFSET);
}
