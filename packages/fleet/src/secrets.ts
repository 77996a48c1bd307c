import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ServerSecrets } from './local-variables.ts';
import { writePrivateFile } from './private-file.ts';
import { mcpServers } from './servers.ts';

/** Secrets of the local fleet, by server. */
export type FleetSecrets = { readonly [server: string]: ServerSecrets };

/**
 * Reads the secrets of the local fleet, making those that are missing. They stay with the storage: a new subject key
 * would make every local learner a stranger.
 */
export async function localSecrets(stateDir: string): Promise<FleetSecrets> {
  const file = path.join(stateDir, 'secrets.json');
  const known = await readJson<FleetSecrets>(file, {});
  const secrets: FleetSecrets = Object.fromEntries(
    mcpServers.map(({ name }) => [name, known[name] ?? { subjectKey: random(), clientSecret: random() }]),
  );
  await writePrivateFile(file, JSON.stringify(secrets, null, 2));
  return secrets;
}

function random(): string {
  return randomBytes(32).toString('base64url');
}

/** Reads a JSON file of ours, or gives the fallback when it is not there. */
export async function readJson<T>(file: string, fallback: T): Promise<T> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as T;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return fallback;
    throw error;
  }
}
