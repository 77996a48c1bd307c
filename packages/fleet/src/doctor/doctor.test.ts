import { GROUPS } from '@aisystant/mcp/checks';
import { afterEach, describe, expect, test } from 'vitest';
import { localUrl } from '../local-variables.ts';
import { APP } from '../manifest.ts';
import { app } from '../servers.ts';
import { UsageError } from '../usage-error.ts';
import { doctor, mostTokensOf } from './doctor.ts';
import { faultsOf, type Report, renderReport } from './report.ts';
import { sendOverHttp } from './send.ts';
import { ADDRESS_FAULTS } from './testing/address-seeds.ts';
import { FIXTURE_TOKEN, json } from './testing/answer-set.ts';
import { DEPENDENCY_FAULTS } from './testing/dependency-seeds.ts';
import { type FixtureOptions, type FixtureServer, startFixtureServer } from './testing/fixture-server.ts';
import { BROWSER_FAULTS, PROTOCOL_FAULTS, TOOL_FAULTS } from './testing/mcp-seeds.ts';
import { replaceFields, SERVER_METADATA, whenPath, whenRpc } from './testing/seeding.ts';
import { CHALLENGE_FAULTS, DISCOVERY_FAULTS } from './testing/sign-in-seeds.ts';

const SEEDED = [
  ...ADDRESS_FAULTS,
  ...CHALLENGE_FAULTS,
  ...DISCOVERY_FAULTS,
  ...BROWSER_FAULTS,
  ...PROTOCOL_FAULTS,
  ...TOOL_FAULTS,
  ...DEPENDENCY_FAULTS,
];

const running: FixtureServer[] = [];
const start = async (options: FixtureOptions = {}) => {
  const server = await startFixtureServer(options);
  running.push(server);
  return server;
};
afterEach(() => {
  for (const server of running.splice(0)) server.close();
});

const found = ({ groups }: Report) => groups.flatMap(({ findings }) => findings.map(({ check }) => check.id));
const skipped = ({ groups }: Report) => groups.reduce((sum, group) => sum + group.skipped, 0);

describe('a healthy server', () => {
  test('has no findings, and everything is checked', async () => {
    const report = await doctor(`${(await start()).origin}/mcp`);
    expect({ found: found(report), skipped: skipped(report) }).toEqual({ found: [], skipped: 0 });
  });

  test('prints one line a group', async () => {
    const report = await doctor(`${(await start()).origin}/mcp`);
    expect(renderReport(report).split('\n')).toHaveLength(1 + GROUPS.length);
  });

  test('that requires a sign-in has no findings, and the report says how to check the rest', async () => {
    const report = await doctor(`${(await start({ closed: true })).origin}/mcp`);
    expect(found(report)).toEqual([]);
    expect(skipped(report)).toBeGreaterThan(10);
    expect(renderReport(report)).toContain('--token');
  });

  test('that needs a sign-in is checked completely with a token, which is never printed', async () => {
    const report = await doctor(`${(await start({ closed: true })).origin}/mcp`, { token: FIXTURE_TOKEN });
    expect({ found: found(report), skipped: skipped(report) }).toEqual({ found: [], skipped: 0 });
    expect(JSON.stringify(report)).not.toContain(FIXTURE_TOKEN);
  });
});

describe('an address with a query', () => {
  test.each([
    ['?x=1', {}],
    ['?tools=full', { closed: true }],
  ])('%s is as healthy as the plain one', async (query, options) => {
    const report = await doctor(`${(await start(options)).origin}/mcp${query}`, { token: FIXTURE_TOKEN });
    expect({ found: found(report), skipped: skipped(report) }).toEqual({ found: [], skipped: 0 });
  });

  test('that redirects with a slash after its path is found all the same', async () => {
    const [seed] = ADDRESS_FAULTS.filter(([check]) => check === 'trailing-slash').map(([, , each]) => each);
    const report = await doctor(`${(await start({ ...(seed && { seed }) })).origin}/mcp?x=1`);
    expect(found(report)).toEqual(['trailing-slash']);
  });

  test('that asks for all the tools may cost what they cost; the plain one may not', async () => {
    const [seed] = TOOL_FAULTS.filter(([check]) => check === 'context-budget').map(([, , each]) => each);
    const { origin } = await start({ ...(seed && { seed }) });
    expect(found(await doctor(`${origin}/mcp?tools=full`))).toEqual([]);
    expect(found(await doctor(`${origin}/mcp?tools=core`))).toEqual(['context-budget']);
  });
});

describe('what the tools of an address may cost a model', () => {
  test.each([
    [`${app.publicUrl}/mcp`, APP.mostTokens],
    [`${localUrl(app.port)}/mcp`, APP.mostTokens],
    [`${localUrl(app.port)}/mcp?tools=full`, APP.mostTokens],
    ['https://dt-mcp.example/mcp', undefined],
    ['no address', undefined],
  ])('%s: %s tokens, where it is not the usual', (url, most) => {
    expect(mostTokensOf(url)).toBe(most);
  });
});

describe('a server with one fault', () => {
  test.each(SEEDED)('%s finds: %s', async (check, _, seed) => {
    const report = await doctor(`${(await start({ seed })).origin}/mcp`);
    expect(found(report)).toEqual([check]);
  });

  test('a token that is not accepted is reported as such', async () => {
    const report = await doctor(`${(await start({ closed: true })).origin}/mcp`, { token: 'of-another-server' });
    expect(found(report)).toEqual(['token']);
  });

  test('a server that lists its tools only in a session is reported', async () => {
    const seed = whenRpc('tools/list', (reply) =>
      reply.status === 200 ? json({ error: { code: -32000, message: 'Mcp-Session-Id is required' } }, 400) : reply,
    );
    expect(found(await doctor(`${(await start({ seed })).origin}/mcp`))).toEqual(['tools-list']);
  });

  test('that knows its third parties names the one that fails and what it lacks', async () => {
    const seed = DEPENDENCY_FAULTS.find(([check]) => check === 'third-party-scope')?.[2];
    const report = await doctor(`${(await start({ ...(seed && { seed }) })).origin}/mcp`);
    expect(renderReport(report)).toMatch(/FAULT third-party-scope: .*\n\s+seen {4}KTalk: application\.recording\.read/);
  });

  test('says how each of its dependencies is, also where nothing is wrong', async () => {
    const dependencies = [{ name: 'vectors', status: 'ok', detail: 'generation 3 has 12 passages' }];
    const seed = whenPath('/mcp/dependencies', () => json({ dependencies }));
    const report = await doctor(`${(await start({ seed })).origin}/mcp`);
    expect(found(report)).toEqual([]);
    expect(renderReport(report)).toContain('\n  vectors: ok, generation 3 has 12 passages');
  });

  test('its finding names the affected client and the fix', async () => {
    const [seed] = CHALLENGE_FAULTS.filter(([check]) => check === 'challenge-header').map(([, , each]) => each);
    const text = renderReport(await doctor(`${(await start({ ...(seed && { seed }) })).origin}/mcp`));
    expect(text).toMatch(/FAULT challenge-header: .*\n\s+seen .*\n\s+breaks .*claude\.ai.*\n\s+fix .*WWW-Authenticate/);
  });
});

describe('the way to the server', () => {
  const failing = (code: string) => () => Promise.reject(Object.assign(new Error('no answer'), { code }));

  test.each([
    ['https', 'http://twin.example/mcp', 'ECONNREFUSED'],
    ['dns', 'https://twin.example/mcp', 'ENOTFOUND'],
    ['dns', 'https://twin.example/mcp', 'EAI_AGAIN'],
    ['tls', 'https://twin.example/mcp', 'CERT_HAS_EXPIRED'],
    ['tls', 'https://twin.example/mcp', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['tls', 'https://twin.example/mcp', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['reachable', 'https://twin.example/mcp', 'ECONNREFUSED'],
    ['reachable', 'https://twin.example/mcp', 'ETIMEDOUT'],
  ])('%s finds: %s fails with %s; the rest is not checked', async (check, url, code) => {
    const report = await doctor(url, { send: failing(code) });
    expect(found(report)).toEqual([check]);
    expect(report.notReached).toHaveLength(GROUPS.length - 1);
  });

  test('an unknown host, a closed port and http behind https are distinguished', async () => {
    const { origin, close } = await start();
    expect(found(await doctor('https://nobody.invalid/mcp'))).toEqual(['dns']);
    expect(found(await doctor(`${origin.replace('http:', 'https:')}/mcp`))).toEqual(['speaks-tls']);
    close();
    expect(found(await doctor(`${origin}/mcp`))).toEqual(['reachable']);
  });

  test.each(['', 'twin', 'file:///mcp'])('"%s" is no address', async (url) => {
    await expect(doctor(url)).rejects.toThrow(UsageError);
  });
});

describe('a server on the internet', () => {
  const PUBLIC = 'https://twin.example';
  const examine = async (options: FixtureOptions) => {
    const { origin } = await start({ ...options, origin: PUBLIC });
    return doctor(`${PUBLIC}/mcp`, {
      send: ({ url, headers, ...asked }) =>
        sendOverHttp({ ...asked, url: url.replace(PUBLIC, origin), headers: { host: 'twin.example', ...headers } }),
    });
  };

  test('has no findings when it is healthy', async () => {
    expect(found(await examine({}))).toEqual([]);
  });

  test('is warned when clients cannot introduce themselves by a document; that is no fault', async () => {
    const seed = whenPath(SERVER_METADATA, replaceFields({ client_id_metadata_document_supported: false }));
    const report = await examine({ seed });
    expect(found(report)).toEqual(['cimd']);
    expect(faultsOf(report)).toEqual([]);
  });

  test('needs https for its authorization endpoint', async () => {
    const seed = whenPath(SERVER_METADATA, replaceFields({ authorization_endpoint: 'http://twin.example/authorize' }));
    expect(found(await examine({ seed }))).toEqual(['oauth-endpoints']);
  });
});

test('every check is proven by a seeded fault', () => {
  const proven = new Set(SEEDED.map(([check]) => check));
  const elsewhere = ['https', 'dns', 'speaks-tls', 'tls', 'reachable', 'cimd', 'token'];
  const all = GROUPS.flatMap(({ checks }) => checks.map(({ id }) => id));
  expect(all.filter((id) => !proven.has(id)).toSorted()).toEqual(elsewhere.toSorted());
  expect(new Set(all).size).toBe(all.length);
});
