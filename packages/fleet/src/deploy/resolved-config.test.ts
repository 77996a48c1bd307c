import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { unstable_readConfig } from 'wrangler';
import { configPath, ROOT } from '../paths.ts';
import { mcpServers, portal, type WorkerEntry, workers } from '../servers.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { resolveConfig, writeConfig } from './resolved-config.ts';
import { applyMigrations, provideResources, VECTOR_INDEX, wantedResources } from './resources.ts';
import { failed, fakeAccount } from './testing/fake-account.ts';
import { readConfigOf, type WorkerConfig } from './worker-config.ts';

/** A configuration as wrangler takes it in. */
interface Configured extends WorkerConfig {
  readonly kv_namespaces: readonly { readonly binding: string; readonly id: string }[];
  readonly durable_objects: { readonly bindings: readonly { name: string; class_name: string }[] };
}

const MAIN = '/somewhere/portal-01234567.js';

const written = async (entry: WorkerEntry): Promise<Configured> => {
  const ids = new Map([[`${entry.name}-oauth`, 'an id of the account']]);
  const config = await writeConfig(
    temporaryFolder(),
    resolveConfig(entry.name, readConfigOf(entry), { ids, main: MAIN }),
  );
  return unstable_readConfig({ config }) as unknown as Configured;
};

describe.each(workers)('the resolved configuration of $name', (entry) => {
  test('has the name of the manifest and the bindings of wrangler.toml', async () => {
    const config = await written(entry);
    const source = unstable_readConfig({ config: configPath(entry.name) });
    expect(config.name).toBe(entry.name);
    expect(config.kv_namespaces.map(({ binding }) => binding)).toEqual(
      (readConfigOf(entry).kv_namespaces ?? []).map(({ binding }) => binding),
    );
    expect(config.durable_objects).toEqual(source.durable_objects);
  });

  test('leads to the bundle that was built and tested, and has wrangler build nothing more', async () => {
    const { build, ...config } = await written(entry);
    expect(config).toMatchObject({ main: MAIN, no_bundle: true, upload_source_maps: true });
    expect(build).toMatchObject({ command: undefined });
  });

  test('binds nothing by a name in the place of an id', async () => {
    for (const { id } of (await written(entry)).kv_namespaces) expect(id).toBe('an id of the account');
  });
});

describe.each(mcpServers)('what the manifest says of $name', (entry) => {
  test('is deployed: its name, its address, and itself as the client of Identity', async () => {
    const { name, vars } = await written(entry);
    expect(name).toBe(entry.name);
    expect(vars).toMatchObject({
      BASE_URL: entry.publicUrl,
      PORTAL_URL: portal.publicUrl,
      IDENTITY_CLIENT_ID: entry.name,
      CONFIGURATION: 'production',
    });
  });

  test('is all that changes for another account', async () => {
    const before = await written(entry);
    const after = await written({ ...entry, publicUrl: `https://${entry.name}.somebody.workers.dev` });
    expect(after.vars).toEqual({ ...before.vars, BASE_URL: `https://${entry.name}.somebody.workers.dev` });
  });
});

test('the portal, which has no sign-in, gets no variables', async () => {
  expect((await written(portal)).vars).toEqual({});
});

describe('a server that searches by meaning', () => {
  const entry = mcpServers.find(({ name }) => name === 'guides-mcp') as WorkerEntry;

  test('is bound to a model and an index, and only where the manifest says so', async () => {
    const bindings = ({ ai, vectorize }: WorkerConfig) => ({ ai, vectorize });
    expect(bindings(readConfigOf(entry))).toEqual({ ai: undefined, vectorize: undefined });
    expect(bindings(readConfigOf(entry, ['other-mcp']))).toEqual({ ai: undefined, vectorize: undefined });
    const config = readConfigOf(entry, ['guides-mcp']);
    const resolved = resolveConfig(entry.name, config, { ids: new Map(), main: MAIN });
    // As wrangler takes it in.
    const file = await writeConfig(temporaryFolder(), resolved);
    expect(unstable_readConfig({ config: file })).toMatchObject({
      ai: { binding: 'AI' },
      vectorize: [{ binding: 'VECTORS', index_name: 'guides-mcp' }],
    });
  });

  test('gets its index once, for vectors of the length that its model makes', async () => {
    const account = fakeAccount();
    const config = { vectorize: [{ binding: 'VECTORS', index_name: 'guides-mcp' }] };
    const reports: string[] = [];
    const deps = { wrangler: account.wrangler, config: 'c', report: (_: object, state: string) => reports.push(state) };
    await provideResources(config, deps);
    await provideResources(config, deps);
    expect(reports).toEqual(['created', 'there already']);
    const [dimensions] = VECTOR_INDEX;
    const model = readFileSync(path.join(ROOT, 'workers/guides-mcp/src/store/cloudflare-vectors.ts'), 'utf8');
    expect(dimensions).toBe(`--dimensions=${/DIMENSIONS = (\d+)/.exec(model)?.[1]}`);
  });
});

describe('a server with a database', () => {
  const config: WorkerConfig = {
    d1_databases: [{ database_name: 'guides', migrations_dir: 'migrations' }],
  };
  const depsOf = (account = fakeAccount()) => {
    const reports: string[] = [];
    const report = ({ title, name }: { title: string; name: string }, state: string) =>
      reports.push(`${title} ${name} ${state}`);
    return { account, reports, deps: { wrangler: account.wrangler, config: 'guides.toml', report } };
  };

  test('gets it once, with its id and with migrations that are found from anywhere', async () => {
    const { reports, deps } = depsOf();
    const ids = await provideResources(config, deps);
    await provideResources(config, deps);
    expect(reports).toEqual(['D1 database guides created', 'D1 database guides there already']);
    expect(resolveConfig('guides-mcp', config, { ids, main: MAIN }).d1_databases).toMatchObject([
      { database_id: 'id-of-guides', migrations_dir: path.join(ROOT, 'workers/guides-mcp/migrations') },
    ]);
  });

  test('is moved forward where the database is, not on this machine', async () => {
    const { account, deps } = depsOf();
    await applyMigrations(config, deps);
    expect(account.calls.map(({ args }) => args)).toEqual([
      ['d1', 'migrations', 'apply', 'guides', '--remote', '-c', 'guides.toml'],
    ]);
  });

  test('whose migration fails is not deployed, with an error', async () => {
    const { account, deps } = depsOf();
    account.sabotage = () => failed('near "creat": syntax error');
    await expect(applyMigrations(config, deps)).rejects.toThrow('applying the migrations of guides: ✘ [ERROR] near');
  });

  test('names what it will create', () => {
    expect(wantedResources(config)).toEqual([{ title: 'D1 database', name: 'guides' }]);
  });
});
