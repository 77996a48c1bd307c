import { DeployFailure, listOf, outputOf } from './failure.ts';
import type { WorkerConfig } from './worker-config.ts';
import type { RunWrangler } from './wrangler.ts';

/** A kind of storage that belongs to an account, bound by an id only the account knows or by its name. */
interface ResourceKind {
  readonly title: string;
  /** Names a configuration asks for. */
  readonly names: (config: WorkerConfig) => readonly string[];
  readonly list: readonly string[];
  readonly create: readonly string[];
  /** Options of `create`, after the name. */
  readonly options?: readonly string[];
  /** Fields of the listing with the name and the id. */
  readonly fields: readonly [name: string, id: string];
}

/** For the vectors of the model that the servers use. An index keeps them for ever. */
export const VECTOR_INDEX: readonly string[] = ['--dimensions=1024', '--metric=cosine'];

const KINDS: readonly ResourceKind[] = [
  {
    title: 'KV namespace',
    names: ({ kv_namespaces = [] }) => kv_namespaces.map(({ id }) => id),
    list: ['kv', 'namespace', 'list'],
    create: ['kv', 'namespace', 'create'],
    fields: ['title', 'id'],
  },
  {
    title: 'D1 database',
    names: ({ d1_databases = [] }) => d1_databases.map(({ database_name }) => database_name),
    list: ['d1', 'list', '--json'],
    create: ['d1', 'create'],
    fields: ['name', 'uuid'],
  },
  {
    title: 'Vectorize index',
    names: ({ vectorize = [] }) => vectorize.map(({ index_name }) => index_name),
    list: ['vectorize', 'list', '--json'],
    create: ['vectorize', 'create'],
    options: VECTOR_INDEX,
    fields: ['name', 'name'],
  },
];

/** A resource a configuration asks for. */
export interface Resource {
  readonly title: string;
  readonly name: string;
}

/** Ids of an account's resources, by name. */
export type ResourceIds = ReadonlyMap<string, string>;

/** The resources of a configuration. The KV id in our `wrangler.toml` is the name of the namespace. */
export function wantedResources(config: WorkerConfig): readonly Resource[] {
  return KINDS.flatMap((kind) => kind.names(config).map((name) => ({ title: kind.title, name })));
}

/** How resources are found and made. */
export interface ResourceDeps {
  readonly wrangler: RunWrangler;
  /** Path of the configuration wrangler is run with. */
  readonly config: string;
  /** Called for each resource as soon as it is found or created. */
  readonly report: (resource: Resource, state: string) => void;
}

/** Finds the resources of a configuration in the account and creates those that are missing. Throws {@link DeployFailure}. */
export async function provideResources(config: WorkerConfig, deps: ResourceDeps): Promise<ResourceIds> {
  const ids = new Map<string, string>();
  for (const kind of KINDS) {
    for (const [name, id] of await provide(kind, kind.names(config), deps)) ids.set(name, id);
  }
  return ids;
}

/** Moves databases forward, before the code that needs it arrives. Throws {@link DeployFailure}. */
export async function applyMigrations({ d1_databases = [] }: WorkerConfig, deps: ResourceDeps): Promise<void> {
  for (const { database_name: name, migrations_dir: folder } of d1_databases) {
    if (folder === undefined) continue;
    const run = await deps.wrangler(['d1', 'migrations', 'apply', name, '--remote', '-c', deps.config]);
    outputOf(run, `applying the migrations of ${name}`);
    deps.report({ title: 'migrations', name }, 'applied');
  }
}

async function provide(kind: ResourceKind, names: readonly string[], deps: ResourceDeps): Promise<ResourceIds> {
  if (names.length === 0) return new Map();
  const { title, create, options = [] } = kind;
  const before = await listed(kind, deps);
  for (const name of names) {
    if (!before.has(name)) {
      const args = [...create, name, ...options, '-c', deps.config];
      outputOf(await deps.wrangler(args), `creating the ${title} ${name}`);
    }
    deps.report({ title, name }, before.has(name) ? 'there already' : 'created');
  }
  const after = names.every((name) => before.has(name)) ? before : await listed(kind, deps);
  const late = names.find((name) => !after.has(name));
  if (late) throw new DeployFailure(`the account does not list the ${title} ${late} yet`, 'wait a minute');
  return new Map(names.map((name) => [name, after.get(name) ?? '']));
}

async function listed({ title, list, fields }: ResourceKind, { wrangler, config }: ResourceDeps): Promise<ResourceIds> {
  const items = listOf(await wrangler([...list, '-c', config]), `listing the ${title}s`);
  const [name, id] = fields;
  return new Map(items.map((item) => [item[name] ?? '', item[id] ?? '']));
}
