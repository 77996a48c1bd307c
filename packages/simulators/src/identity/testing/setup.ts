import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { freePort } from '../../free-port.ts';
import { type IdentityClient, type IdentityProvider, startIdentityProvider } from '../index.ts';
import { generateKeys } from '../keys.ts';

/** Two registered clients. Nothing listens at their redirect URIs. */
export const clients = {
  guides: { clientId: 'guides-mcp', clientSecret: 'secret of guides', redirectUri: 'http://localhost:8790/callback' },
  twin: { clientId: 'dt-mcp', clientSecret: 'secret: of/twin+', redirectUri: 'http://localhost:8789/callback' },
} as const satisfies Record<string, IdentityClient>;

/** Two demo learners. */
export const learners = [
  { login: 'demo_good', title: 'Ученик, у которого всё идёт' },
  { login: 'demo_weak', title: 'Ученик, который только начал' },
] as const;

/** Keys of the providers of a test process: to make an RSA key takes most of a short test's time. */
const keys = JSON.stringify(generateKeys());

/** A state file with these keys, removed after the test. */
function keptKeys(): string {
  const folder = mkdtempSync(join(tmpdir(), 'identity-keys-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'identity.json');
  writeFileSync(file, keys);
  return file;
}

/** How a provider of a test differs from the others. */
export interface TestProviderOptions {
  /** Default: a free one. */
  readonly port?: number;
  /** Default: one with the keys of the test process. */
  readonly stateFile?: string;
  /** Whether it makes keys of its own, without a state file. Default: false. */
  readonly freshKeys?: boolean;
}

/** Starts a provider and stops it after the test. */
export async function startForTest(options: TestProviderOptions = {}): Promise<IdentityProvider> {
  const { port = await freePort(), freshKeys = false } = options;
  const stateFile = options.stateFile ?? (freshKeys ? undefined : keptKeys());
  const provider = await startIdentityProvider({
    port,
    loginPort: await freePort(),
    clients: Object.values(clients),
    learners,
    ...(stateFile !== undefined && { stateFile }),
  });
  onTestFinished(() => provider.close());
  return provider;
}
