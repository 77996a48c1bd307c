import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { unstable_readConfig } from 'wrangler';
import { neededSecrets } from './deploy/secrets.ts';
import { readConfigOf } from './deploy/worker-config.ts';
import { localVariables, mountedVariables } from './local-variables.ts';
import {
  ACCOUNT_DOMAIN,
  APP,
  COMPANY_PORT,
  GALLERY_PORT,
  IDENTITY_LOGIN_PORT,
  IDENTITY_PORT,
  KTALK_PORT,
  SERVER_NAMES,
} from './manifest.ts';
import { SIGN_IN_LIMITS } from './new/server-files.ts';
import { configPath, ROOT } from './paths.ts';
import { app, mcpServers, workers } from './servers.ts';

type RateLimits = readonly { name: string; namespace_id: string; simple: { limit: number; period: number } }[];

/** The parts of a `wrangler.toml` that the manifest speaks of; wrangler leaves them untyped. */
interface Configured {
  readonly name?: string;
  readonly dev: { readonly port?: number };
  readonly durable_objects: {
    readonly bindings: readonly { name: string; class_name: string; script_name?: string }[];
  };
  readonly d1_databases: readonly { database_name: string }[];
  readonly ratelimits?: RateLimits;
  readonly kv_namespaces: readonly { binding: string }[];
  readonly migrations: readonly { new_sqlite_classes?: readonly string[] }[];
  readonly services?: readonly unknown[];
  readonly vars: { readonly [variable: string]: unknown };
  readonly compatibility_flags: readonly string[];
}

const read = (name: string): Configured => unstable_readConfig({ config: configPath(name) }) as unknown as Configured;

describe.each(workers)('$name', (entry) => {
  const config = read(entry.name);

  test('its wrangler.toml has the name of the manifest, and the port that was derived', () => {
    expect({ name: config.name, port: config.dev.port }).toEqual({ name: entry.name, port: entry.port });
  });

  test('a Durable Object is kept in SQLite from its first migration', () => {
    const classes = config.migrations.flatMap(({ new_sqlite_classes = [] }) => new_sqlite_classes);
    expect(classes.toSorted()).toEqual(config.durable_objects.bindings.map(({ class_name }) => class_name).toSorted());
  });

  test('no binding leads to another Worker', () => {
    expect(config.services ?? []).toEqual([]);
  });
});

describe.each(mcpServers)('$name', (entry) => {
  const config = read(entry.name);

  test('its wrangler.toml leaves to the manifest what the manifest knows, and has no secret', () => {
    // A server's own variables follow those of the sign-in.
    const [...names] = Object.keys(config.vars);
    expect(names.slice(0, 3)).toEqual(['CONFIGURATION', 'IDENTITY_ISSUER', 'CIMD']);
    expect(names.filter((name) => /(SECRET|KEY|TOKEN)$/.test(name))).toEqual([]);
    expect(names).not.toEqual(expect.arrayContaining(['BASE_URL', 'PORTAL_URL', 'IDENTITY_CLIENT_ID']));
    expect(config.vars).toMatchObject({ CONFIGURATION: 'production', CIMD: 'on' });
  });

  test('is bound to all that a server needs which signs people in', () => {
    expect(config.kv_namespaces.map(({ binding }) => binding)).toContain('OAUTH_KV');
    const limits = (config.ratelimits ?? []).map(({ name }) => name);
    expect(limits).toEqual(expect.arrayContaining(Object.keys(SIGN_IN_LIMITS)));
  });

  test('has the same variables on a laptop and where it is deployed', () => {
    const local = localVariables(entry, { subjectKey: 's', clientSecret: 'c' });
    const deployed = Object.keys(readConfigOf(entry).vars ?? {});
    expect(deployed.filter((name) => !Object.hasOwn(local, name))).toEqual([]);
    // The rest are secrets, which a configuration only names.
    const secrets = Object.keys(local).filter((name) => !deployed.includes(name));
    expect(secrets).toEqual(expect.arrayContaining(['IDENTITY_CLIENT_SECRET', 'SUBJECT_KEY']));
    const named = /Secrets: ([^.]+)\./s.exec(readFileSync(configPath(entry.name), 'utf8'))?.[1] ?? '';
    expect(secrets.filter((name) => !named.includes(name))).toEqual([]);
  });

  test('fetches client metadata only from the public internet', () => {
    expect(config.compatibility_flags).toContain('global_fetch_strictly_public');
  });

  test('sets the timers of the runtime, not those of Node', () => {
    expect(config.compatibility_flags).toContain('no_nodejs_global_timers');
  });

  test('was derived whole: title, scopes and tools are those of its contract', () => {
    const contract = JSON.parse(readFileSync(path.join(ROOT, `docs/contracts/${entry.name}.json`), 'utf8'));
    expect(entry).toMatchObject({ title: contract.title, scopes: Object.keys(contract.scopes) });
    expect(entry.tools.map(({ name }) => name)).toEqual(contract.tools.map(({ name }: { name: string }) => name));
  });
});

test('the account domain is named in one file only', () => {
  const files = globSync('{packages,workers}/*/{src/**/*.ts,wrangler.toml}', { cwd: ROOT });
  const naming = files.filter((file) => readFileSync(path.join(ROOT, file), 'utf8').includes(ACCOUNT_DOMAIN));
  expect(naming).toEqual(['packages/fleet/src/manifest.ts']);
  for (const { name, publicUrl } of workers) expect(publicUrl).toBe(`https://${name}.${ACCOUNT_DOMAIN}`);
});

test('every server of the manifest was derived, in its order, on a port of its own', () => {
  expect(mcpServers.map(({ name }) => name)).toEqual(SERVER_NAMES);
  const ports = [
    ...[...workers, app].map(({ port }) => port),
    IDENTITY_PORT,
    IDENTITY_LOGIN_PORT,
    KTALK_PORT,
    COMPANY_PORT,
    GALLERY_PORT,
  ];
  expect(new Set(ports).size).toBe(ports.length);
});

test('every folder with a declaration is a server of the manifest, or the app', () => {
  const declared = globSync('workers/*/src/server.ts', { cwd: ROOT }).map((file) => file.split(path.sep)[1]);
  expect(declared.toSorted()).toEqual([...SERVER_NAMES, APP.name].toSorted());
});

describe('the app', () => {
  const config = read(APP.name);
  const mounted = new Map(APP.mounts.map((name) => [name as string, read(name)]));

  test('is at the address and the port that are written of it, and asks for what every server needs that signs people in', () => {
    expect({ name: config.name, port: config.dev.port }).toEqual({ name: app.name, port: app.port });
    expect(app.publicUrl).toBe(`https://app.${ACCOUNT_DOMAIN}`);
    expect(config.compatibility_flags).toEqual(
      expect.arrayContaining(['global_fetch_strictly_public', 'no_nodejs_global_timers']),
    );
    expect((config.ratelimits ?? []).map(({ name }) => name)).toEqual(
      expect.arrayContaining(Object.keys(SIGN_IN_LIMITS)),
    );
    expect(config.services ?? []).toEqual([]);
  });

  test('keeps only its own sign-ins: every other object and database is that of a mounted server', () => {
    const { bindings } = config.durable_objects;
    const own = bindings.filter(({ script_name }) => script_name === undefined).map(({ class_name }) => class_name);
    expect(own).toEqual(['GrantObject', 'ActivityObject']);
    expect(config.migrations.flatMap(({ new_sqlite_classes = [] }) => new_sqlite_classes)).toEqual(own);
    const others = bindings.filter(({ script_name }) => script_name !== undefined);
    // The calls of people are kept where the people are known.
    const isShared = (server: string, name: string) =>
      !own.includes(name) || (name === 'ActivityObject' && !['fsm-mcp', 'guides-mcp'].includes(server));
    expect(others.map(({ script_name, class_name }) => `${script_name} ${class_name}`).toSorted()).toEqual(
      [...mounted]
        .flatMap(([server, { durable_objects }]) =>
          durable_objects.bindings.flatMap(({ class_name }) =>
            isShared(server, class_name) ? [`${server} ${class_name}`] : [],
          ),
        )
        .toSorted(),
    );
    for (const { name, script_name = '', class_name } of others.filter(
      (each) => each.class_name === 'ActivityObject',
    )) {
      expect(`${name} ${class_name}`).toBe(`${script_name.replace('-mcp', '').toUpperCase()}_ACTIVITY ActivityObject`);
    }
    const databases = ({ d1_databases }: Configured) => d1_databases.map(({ database_name }) => database_name);
    expect(databases(config)).toEqual([...mounted.values()].flatMap(databases));
    expect(config.kv_namespaces.map(({ binding }) => binding)).toEqual(['OAUTH_KV']);
  });

  test('has the variables of the servers word for word', () => {
    const own = Object.entries(config.vars);
    expect(own.length).toBeGreaterThan(5);
    for (const [name, value] of own) {
      const theirs = [...mounted.values()].flatMap(({ vars }) => (name in vars ? [vars[name]] : []));
      expect([name, ...new Set(theirs)]).toEqual([name, value]);
    }
  });

  test('has the same variables on a laptop and where it is deployed, and names its secrets', () => {
    const secrets = { subjectKey: 's', clientSecret: 'c' };
    const local = { ...localVariables(app, secrets), ...mountedVariables((server) => server) };
    const deployed = readConfigOf(app);
    expect(Object.keys(deployed.vars ?? {}).filter((name) => !Object.hasOwn(local, name))).toEqual([]);
    const missing = Object.keys(local).filter((name) => !Object.hasOwn(deployed.vars ?? {}, name));
    expect(missing.toSorted()).toEqual([...neededSecrets(deployed), 'PERSONAL_KEY_SECRET'].toSorted());
    const text = readFileSync(configPath(APP.name), 'utf8');
    expect(missing.filter((name) => !text.includes(name))).toEqual([]);
    expect(deployed.vars).toMatchObject({
      GUIDES_URL: mcpServers.find(({ name }) => name === 'guides-mcp')?.publicUrl,
    });
  });
});

test('no two rate limits of the account share a namespace', () => {
  const ids = [...workers, app].flatMap(({ name }) =>
    (read(name).ratelimits ?? []).map(({ namespace_id }) => namespace_id),
  );
  expect(new Set(ids).size).toBe(ids.length);
});
