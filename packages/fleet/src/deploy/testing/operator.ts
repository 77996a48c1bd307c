import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Report } from '../../doctor/report.ts';
import { mcpServers, portal } from '../../servers.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { type Deps, rollOut } from '../roll-out.ts';
import { openSecretFile } from '../secret-file.ts';
import { neededSecrets } from '../secrets.ts';
import { readConfigOf } from '../worker-config.ts';
import { type FakeAccount, fakeAccount } from './fake-account.ts';

/** The secrets the operator brings along: all but the subject keys, which are made. */
export const GIVEN_SECRETS = Object.fromEntries(
  mcpServers.map((entry) => {
    const given = neededSecrets(readConfigOf(entry)).filter((secret) => secret !== 'SUBJECT_KEY');
    return [entry.name, Object.fromEntries(given.map((secret) => [secret, `the ${secret} of ${entry.name}`]))];
  }),
);

/** A report without a finding. */
export const CLEAN: Report = { url: '', groups: [], notReached: [], signInNeeded: false, dependencies: [] };

/** Somebody who deploys to an account, again and again, and reads what is printed. */
export interface Operator {
  readonly account: FakeAccount;
  readonly secretFile: string;
  /** Everything that was printed so far. */
  readonly output: () => string;
  /** Deploys all servers. */
  readonly deploy: (changed?: Partial<Deps>) => Promise<boolean>;
  /** The content of the file of secrets. */
  readonly secrets: () => { readonly [server: string]: { readonly [name: string]: string } };
}

/** An operator with an empty account, and the client secrets in a file that lasts as long as the test. */
export async function newOperator(given: object = GIVEN_SECRETS): Promise<Operator> {
  const folder = temporaryFolder();
  const secretFile = path.join(folder, 'secrets.json');
  const file = openSecretFile(secretFile);
  for (const [server, secrets] of Object.entries(given)) {
    for (const [name, value] of Object.entries(secrets)) await file.add(server, name, String(value));
  }
  const account = fakeAccount();
  const lines: string[] = [];
  const deps: Deps = {
    wrangler: account.wrangler,
    revision: 'commit 0123456789ab',
    build: async ({ name }) => path.join(folder, `${name}.js`),
    secrets: { file, ask: null },
    folder: path.join(folder, 'build'),
    fill: async ({ name }) => (name === 'guides-mcp' ? 'demo guides: imported' : null),
    answers: async () => true,
    examine: async () => CLEAN,
    print: (line) => lines.push(line),
  };
  return {
    account,
    secretFile,
    output: () => lines.join('\n'),
    deploy: (changed = {}) => rollOut([...mcpServers, portal], { ...deps, ...changed }),
    secrets: () => JSON.parse(readFileSync(secretFile, 'utf8')),
  };
}
