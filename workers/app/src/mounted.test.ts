import { server as dt } from '@aisystant/dt-mcp/server';
import { server as exercises } from '@aisystant/exercises-mcp/server';
import { server as fsm } from '@aisystant/fsm-mcp/server';
import { server as guides } from '@aisystant/guides-mcp/server';
import { server as ktalk } from '@aisystant/ktalk-mcp/server';
import type { ServerDefinition } from '@aisystant/mcp';
import { BOTH_ERAS, type Exchange, listOf, send } from '@aisystant/testing';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { server } from './server.ts';
import { bindings, endpointOf, fetchWorker, newLearner, provider } from './testing/learner.ts';

const SERVERS = [fsm, dt, guides, exercises, ktalk] as unknown as readonly ServerDefinition<unknown, unknown>[];
const endpoint = endpointOf(bindings);
const ask = (exchange: Exchange, address = endpoint) => send(fetchWorker, address, exchange);
const namesOf = (list: readonly { readonly [field: string]: unknown }[], field = 'name') =>
  list.map((each) => each[field]);

let token = '';
beforeAll(async () => {
  vi.spyOn(globalThis, 'fetch').mockImplementation(provider.fetch);
  ({ token } = await newLearner().app());
  return () => void vi.restoreAllMocks();
});

describe('the app has what its servers have', () => {
  test.each(BOTH_ERAS)('tools, with the same words and schemas, in %s', async (era) => {
    const all = SERVERS.flatMap(({ tools }) => tools);
    const full = listOf(await ask({ method: 'tools/list', era, token }, `${endpoint}?tools=full`), 'tools');
    expect(full).toMatchObject(
      all.map(({ name, description, facts, inputSchema }) =>
        JSON.parse(JSON.stringify({ name, description, title: facts.title, inputSchema })),
      ),
    );
    expect(full).toHaveLength(all.length);
    expect(new Set(namesOf(full)).size).toBe(full.length);
    const shown = SERVERS.flatMap(({ tools, toolsets = {} }) => {
      const [first] = Object.values(toolsets);
      return tools.filter(({ facts }) => first?.includes(facts.id) ?? true);
    });
    expect(namesOf(listOf(await ask({ method: 'tools/list', era, token }), 'tools'))).toEqual(
      shown.map(({ name }) => name),
    );
  });

  test('resources, families of resources, prompts and skills', async () => {
    const list = async (method: string, field: string) => listOf(await ask({ method, token }), field);
    const resources = SERVERS.flatMap((each) => each.resources);
    const skills = fsm.skills ?? [];
    expect(namesOf(await list('resources/list', 'resources'), 'uri').toSorted()).toEqual(
      [
        ...resources.flatMap((each) => ('uri' in each ? [each.uri] : [])),
        ...skills.map(({ entry }) => entry.uri),
      ].toSorted(),
    );
    expect(namesOf(await list('resources/templates/list', 'resourceTemplates'), 'uriTemplate')).toEqual(
      resources.flatMap((each) => ('template' in each ? [each.template] : [])),
    );
    expect(namesOf(await list('prompts/list', 'prompts'))).toEqual(
      SERVERS.flatMap(({ prompts }) => prompts.map(({ facts }) => facts.name)),
    );
    expect(await list('skills/list', 'skills')).toEqual(skills.map(({ entry }) => entry));
  });

  test('which work without a sign-in where they do at their servers', async () => {
    // The guides have no database in this Worker.
    const texts = SERVERS.filter(({ name }) => name !== 'guides-mcp');
    const resources = texts.flatMap((each) =>
      each.resources.flatMap((one) => ('uri' in one && one.scope === null ? [one.uri] : [])),
    );
    const skills = texts.flatMap((each) =>
      (each.name === 'fsm-mcp' ? (each.skills ?? []) : []).map(({ entry }) => entry.uri),
    );
    const prompts = texts.flatMap((each) => each.prompts.filter(({ operation }) => operation.scope === null));
    const open: readonly Exchange[] = [
      ...[...resources, ...skills].map((uri) => ({ method: 'resources/read', params: { uri } })),
      ...prompts.map(({ facts: { name } }) => ({ method: 'prompts/get', params: { name, arguments: {} } })),
      { method: 'tools/call', params: { name: 'get_instruction', arguments: {} } },
      { method: 'tools/call', params: { name: 'exercises_list', arguments: {} } },
    ];
    expect([resources.length, skills.length, prompts.length].filter((count) => count < 3)).toEqual([]);
    for (const exchange of open) {
      const { status, result, text } = await ask(exchange);
      expect([status, result?.['isError'] ?? false], text).toEqual([200, false]);
    }
  });
});

test.each([
  [{ type: 'ref/resource', uri: 'fsm://states/{id}' }, 'id'],
  [{ type: 'ref/resource', uri: 'exercises://{id}' }, 'id'],
  [{ type: 'ref/resource', uri: 'dt://catalogs/metrics/{id}' }, 'id'],
])('what is written of %s is completed', async (ref, name) => {
  const params = { ref, argument: { name, value: '' } };
  const { result, text } = await ask({ method: 'completion/complete', params, token });
  expect(Object(result?.['completion']).total, text).toBeGreaterThan(2);
});

test('what is not served at /mcp stays with the servers', async () => {
  const served = server as ServerDefinition<object, unknown>;
  // What is kept there is told all the same.
  expect(served.keeps).toEqual(SERVERS.flatMap(({ keeps = [] }) => keeps));
  expect(served.keeps?.length).toBeGreaterThan(5);
  expect(served).toMatchObject({ routes: [] });
  expect(server.recordsElsewhere?.ru).toMatch(/у своих серверов \(Цифровой двойник, Упражнения, Встречи\)/);
  for (const absent of ['plainHttp', 'rest', 'pages', 'pageFolder', 'personPages', 'downloads', 'ownData'] as const) {
    expect([absent, served[absent]]).toEqual([absent, undefined]);
  }
  const events = await fetchWorker(
    new Request(`${endpoint}/events`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: '[]' }),
  );
  expect(events.status).toBe(404);
});
