import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { unstable_readConfig } from 'wrangler';
import { readConfigOf } from './deploy/worker-config.ts';
import { localVariables } from './local-variables.ts';
import {
  ACCOUNT_DOMAIN,
  COMPANY_PORT,
  IDENTITY_LOGIN_PORT,
  IDENTITY_PORT,
  KTALK_PORT,
  SERVER_NAMES,
} from './manifest.ts';
import { SIGN_IN_LIMITS } from './new/server-files.ts';
import { configPath, ROOT } from './paths.ts';
import { mcpServers, workers } from './servers.ts';

type RateLimits = readonly { name: string; namespace_id: string; simple: { limit: number; period: number } }[];

/** The parts of a `wrangler.toml` that the manifest speaks of; wrangler leaves them untyped. */
interface Configured {
  readonly name?: string;
  readonly dev: { readonly port?: number };
  readonly durable_objects: { readonly bindings: readonly { name: string; class_name: string }[] };
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
  const ports = [...workers.map(({ port }) => port), IDENTITY_PORT, IDENTITY_LOGIN_PORT, KTALK_PORT, COMPANY_PORT];
  expect(new Set(ports).size).toBe(ports.length);
});

test('every folder with a declaration is a server of the manifest', () => {
  const declared = globSync('workers/*/src/server.ts', { cwd: ROOT }).map((file) => file.split(path.sep)[1]);
  expect(declared.toSorted()).toEqual(SERVER_NAMES.toSorted());
});

test('no two rate limits of the account share a namespace', () => {
  const ids = workers.flatMap(({ name }) => (read(name).ratelimits ?? []).map(({ namespace_id }) => namespace_id));
  expect(new Set(ids).size).toBe(ids.length);
});
