import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { writePrivateFile } from '@aisystant/stdio/private-file';
import type { ServerSecrets } from './local-variables.ts';
import { app, mcpServers } from './servers.ts';

/** Secrets of the local fleet, by server. */
export type FleetSecrets = { readonly [server: string]: ServerSecrets };

/** Reads the secrets of the local fleet and creates missing ones. With a new subject key all user ids would change. */
export async function localSecrets(stateDir: string): Promise<FleetSecrets> {
  const file = path.join(stateDir, 'secrets.json');
  const known = await readJson<FleetSecrets>(file, {});
  const secrets: FleetSecrets = Object.fromEntries(
    [...mcpServers, app].map(({ name }) => [name, known[name] ?? { subjectKey: random(), clientSecret: random() }]),
  );
  await writePrivateFile(file, JSON.stringify(secrets, null, 2));
  return secrets;
}

function random(): string {
  return randomBytes(32).toString('base64url');
}

/** Reads a JSON file; the fallback when it does not exist. */
export async function readJson<T>(file: string, fallback: T): Promise<T> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as T;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return fallback;
    throw error;
  }
}
