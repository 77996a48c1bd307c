import { randomBytes } from 'node:crypto';
import { APP } from '../manifest.ts';
import { DeployFailure, listOf, outputOf } from './failure.ts';
import { RANDOM_KEYS, type SecretFile, shortestSecret } from './secret-file.ts';
import type { WorkerConfig } from './worker-config.ts';
import type { RunWrangler } from './wrangler.ts';

/** Where the values of missing secrets come from. */
export interface SecretSources {
  readonly file: SecretFile;
  /** Asks at the terminal, without an echo; `null` without a terminal. */
  readonly ask: ((question: string) => Promise<string>) | null;
}

/** A secret that a Worker lacks, with its value. */
export interface NewSecret {
  readonly name: string;
  readonly value: string;
  /** Whether it was made just now. */
  readonly made: boolean;
}

type Variables = NonNullable<WorkerConfig['vars']>;

/** Secrets of the app that are those of a server: with another subject key a person would be a stranger to their own records. */
const SAME_AS: { readonly [secret: string]: readonly [server: string, secret: string] } = {
  DT_SUBJECT_KEY: ['dt-mcp', 'SUBJECT_KEY'],
  EXERCISES_SUBJECT_KEY: ['exercises-mcp', 'SUBJECT_KEY'],
  KTALK_SUBJECT_KEY: ['ktalk-mcp', 'SUBJECT_KEY'],
  KTALK_KEY: ['ktalk-mcp', 'KTALK_KEY'],
};

/** Keys of third parties, by server. Not in `wrangler.toml`, since wrangler warns of each required secret that it finds nowhere on this machine. */
const KEYS: { readonly [server: string]: (vars: Variables) => readonly string[] } = {
  'dt-mcp': ({ TWIN_STORE: store }) => (store === 'surrealdb' ? ['SURREALDB_KEY'] : []),
  'ktalk-mcp': () => ['KTALK_KEY'],
  [APP.name]: () => ['DT_SUBJECT_KEY', 'EXERCISES_SUBJECT_KEY', 'KTALK_SUBJECT_KEY', 'KTALK_KEY'],
  'bitrix24-mcp': ({ BITRIX_ACCESS: access }) =>
    access === 'oauth' ? ['BITRIX_CLIENT_ID', 'BITRIX_CLIENT_SECRET', 'PERSONAL_KEY_SECRET'] : ['BITRIX_TOKEN'],
};

/** Variables on which {@link KEYS} depend, in each of their values. */
const CHOICES: readonly Variables[] = [
  { TWIN_STORE: 'durable-object', BITRIX_ACCESS: 'webhook' },
  { TWIN_STORE: 'surrealdb', BITRIX_ACCESS: 'oauth' },
];

/** Names of the secrets a configuration needs: those of a server that signs people in, and keys of third parties. */
export function neededSecrets({ name = '', vars = {} }: WorkerConfig): readonly string[] {
  const signIn = 'IDENTITY_CLIENT_ID' in vars ? ['IDENTITY_CLIENT_SECRET', 'SUBJECT_KEY'] : [];
  return [...signIn, ...(KEYS[name]?.(vars) ?? [])];
}

/** Names of the secrets that a deployment may set for a server, whatever the variables of this configuration choose. */
export function settableSecrets({ name = '', vars = {} }: WorkerConfig): readonly string[] {
  return [...new Set(CHOICES.flatMap((choice) => neededSecrets({ name, vars: { ...vars, ...choice } })))];
}

/** Names of the secrets a Worker has; none when there is no such Worker yet. Throws {@link DeployFailure}. */
export async function knownSecrets(config: string, wrangler: RunWrangler): Promise<readonly string[]> {
  const run = await wrangler(['secret', 'list', '-c', config]);
  if (run.status !== 0 && /worker "[^"]*" not found/i.test(run.stderr)) return [];
  return listOf(run, 'listing the secrets').map(({ name = '' }) => name);
}

/**
 * Gathers the values of the secrets a Worker lacks, from the file or from the terminal. A subject key is made when the
 * Worker has no secret at all; a made key is kept in the file before it is used, since it can be read back from nowhere.
 * Throws {@link DeployFailure} when a value cannot be had.
 */
export async function gatherSecrets(
  server: string,
  { needed, known }: { readonly needed: readonly string[]; readonly known: readonly string[] },
  sources: SecretSources,
): Promise<readonly NewSecret[]> {
  const gathered: NewSecret[] = [];
  for (const name of needed.filter((each) => !known.includes(each))) {
    const shared = mountedSecret(server, name);
    const given = (await sources.file.read(server, name)) ?? (shared && (await sources.file.read(...shared)));
    const made = given === undefined && mayBeMade(name, known);
    const value = given ?? (made ? randomBytes(32).toString('base64url') : await askFor(server, name, sources));
    const shortest = shortestSecret(name);
    if (value.length < shortest) {
      throw new DeployFailure(`the ${name} given for ${server} is too short`, `give at least ${shortest} characters`);
    }
    gathered.push({ name, value, made });
  }
  // Only now, so that a deployment that fails on a missing value leaves no key behind.
  for (const { name, value, made } of gathered) if (made) await sources.file.add(server, name, value);
  return gathered;
}

/** The secret of another server that a secret of the app has to be. */
const mountedSecret = (server: string, name: string) => (server === APP.name ? SAME_AS[name] : undefined);

/** A second subject key makes every learner a stranger; with a second key for linked accounts people link them again. */
function mayBeMade(name: string, known: readonly string[]): boolean {
  return RANDOM_KEYS.includes(name) && (name !== 'SUBJECT_KEY' || known.length === 0);
}

async function askFor(server: string, name: string, { ask, file }: SecretSources): Promise<string> {
  if (ask) {
    const typed = await ask(`${name} of ${server} (not shown): `);
    if (typed === '')
      throw new DeployFailure(`no ${name} was given for ${server}`, `have it at hand, or write it into ${file.path}`);
    return typed;
  }
  const [origin, secret] = mountedSecret(server, name) ?? [];
  const what =
    origin !== undefined
      ? `the ${secret} of ${origin}`
      : name === 'SUBJECT_KEY'
        ? 'the key it had before; with another one every learner becomes a stranger'
        : 'its value';
  const fix = `write ${what} into ${file.path}, or run this at a terminal`;
  throw new DeployFailure(`${server} has no ${name}, and none was given`, fix);
}

/** Sets secrets in one call; the values go through standard input. Throws {@link DeployFailure}, which repeats none. */
export async function setSecrets(secrets: readonly NewSecret[], config: string, wrangler: RunWrangler): Promise<void> {
  const values = Object.fromEntries(secrets.map(({ name, value }) => [name, value]));
  const run = await wrangler(['secret', 'bulk', '-c', config], JSON.stringify(values));
  // Both the value and its escaped form in the JSON.
  const forms = secrets.flatMap(({ value }) => [value, JSON.stringify(value).slice(1, -1)]);
  const redacted = (text: string) => forms.reduce((rest, form) => rest.replaceAll(form, '(secret)'), text);
  outputOf({ status: run.status, stdout: redacted(run.stdout), stderr: redacted(run.stderr) }, 'setting the secrets');
}
