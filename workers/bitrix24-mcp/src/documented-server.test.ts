import { listOf, send } from '@aisystant/testing';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { listData } from './testing/answer.ts';
import { serveInPlaceOfNetwork } from './testing/network.ts';
import { askAs, people, toolNamed } from './testing/person.ts';
import { emailOf, SEED_MS, testPortal } from './testing/portal.ts';

// What was seen of an earlier server for the same portal, each turned round.
let portal = testPortal();
beforeEach(() => {
  portal = testPortal();
  serveInPlaceOfNetwork(portal);
});
afterEach(() => vi.unstubAllGlobals());

const director = askAs('demo_long');
const token = async () => (await people.signIn(undefined, undefined, emailOf('demo_long'))).token;
const rpc = async (method: string, params: object = {}, rest: object = {}) =>
  send(people.fetch, people.endpoint, { method, params: { ...params }, token: await token(), ...rest });
const OLD = { era: '2025-11-25' as const };

describe('the protocol', () => {
  test('1: has ping, templates, prompts and reads; notifications get 202; an unknown tool is an error of the protocol', async () => {
    expect((await rpc('ping', {}, OLD)).result).toEqual({});
    expect(listOf(await rpc('resources/templates/list'), 'resourceTemplates')).toHaveLength(1);
    expect(listOf(await rpc('prompts/list'), 'prompts')).toHaveLength(4);
    expect((await rpc('notifications/initialized', {}, { ...OLD, id: null })).status).toBe(202);
    expect((await rpc('tools/call', { name: 'getNothing', arguments: {} })).error?.code).toBe(-32602);
    const invalid = await rpc('tools/call', { name: 'getLeads', arguments: { limit: 'many' } });
    expect(invalid.result).toMatchObject({ isError: true, _meta: { 'aisystant/error': { field: 'limit' } } });
  });

  test('13: names its capabilities, and an answer keeps its structure', async () => {
    const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'c', version: '1' } };
    const { result } = await rpc('initialize', params, OLD);
    expect(result).toMatchObject({
      capabilities: { tools: {}, resources: {}, prompts: {} },
      protocolVersion: '2025-11-25',
    });
    const { result: answer } = await rpc('tools/call', { name: 'getLeads', arguments: {} });
    expect(answer).toMatchObject({ isError: false, structuredContent: { metadata: { tool: 'getLeads' } } });
  });

  test.each([
    ['initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'c', version: '1' } }, OLD],
    ['server/discover', {}, {}],
  ])('%s carries the documented instructions, and a resource the same', async (method, params, era) => {
    const { result } = await rpc(method, params, era);
    expect(result).toMatchObject({
      instructions: expect.stringContaining('Битрикс24'),
      structuredInstructions: expect.arrayContaining([
        expect.objectContaining({ title: expect.any(String), order: { DATE_MODIFY: 'DESC' }, limit: 20 }),
      ]),
      instructionNotes: expect.arrayContaining([expect.stringContaining('DATE_CREATE')]),
    });
    const [content] = listOf(await rpc('resources/read', { uri: 'bitrix24://guide/instructions' }), 'contents');
    const { structuredInstructions, instructionNotes } = JSON.parse(String(content?.['text']));
    expect({ structuredInstructions, instructionNotes }).toEqual({
      structuredInstructions: result?.['structuredInstructions'],
      instructionNotes: result?.['instructionNotes'],
    });
  });

  test('8: opens no stream on which answers of others arrive', async () => {
    const headers = { authorization: `Bearer ${await token()}`, accept: 'text/event-stream' };
    expect((await people.fetch(new Request(people.endpoint, { headers }))).status).toBe(405);
    expect((await people.fetch(new Request(`${people.endpoint}/sse`, { headers }))).status).toBe(404);
  });

  test('9: answers nobody without a sign-in', async () => {
    for (const [method, params] of [
      ['tools/list', {}],
      ['tools/call', { name: 'getLeads', arguments: {} }],
      ['resources/read', { uri: 'bitrix24://crm/leads' }],
    ] as const) {
      expect((await send(people.fetch, people.endpoint, { method, params })).status, method).toBe(401);
    }
  });
});

describe('an answer', () => {
  test('2: with a warning is no error', async () => {
    const { result } = await rpc('tools/call', { name: 'getLeads', arguments: {} });
    expect(result).toMatchObject({ isError: false, structuredContent: { warnings: [{}] } });
    const texts = listOf({ result } as never, 'content').map(({ text }) => String(text));
    expect(texts).toEqual([
      expect.stringMatching(/^crm\/leads: получено 50 из 654/),
      expect.stringMatching(/^Внимание: .+Рекомендуемые фильтры: \{/),
    ]);
  });

  test.each(['yesterday', 'last_week'])('3: for %s is given', async (range) => {
    expect(listData(await director(toolNamed('getLeads'), { date_range: range })).fix).toBeUndefined();
  });

  test('4: counts tasks and names their people', async () => {
    const { pagination, rows, names } = listData(await director(toolNamed('getTasks'), {}));
    expect(pagination.total).toBe(70);
    expect(names['people']?.[String(rows[0]?.['responsibleId'])]).toMatch(/\p{L}/u);
    const [content] = listOf(await rpc('resources/read', { uri: 'bitrix24://crm/tasks' }), 'contents');
    expect(JSON.parse(String(content?.['text'])).data).toHaveLength(50);
  });

  test('5: of a group of stages has the rows of the group', async () => {
    for (const [name, column] of [
      ['getDeals', 'STAGE_SEMANTIC_ID'],
      ['getLeads', 'STATUS_SEMANTIC_ID'],
    ] as const) {
      const { rows } = listData(await director(toolNamed(name), { semantics: 'success', select: [column] }));
      expect(new Set(rows.map((row) => row[column]))).toEqual(new Set(['S']));
    }
  });

  test('6: has as many rows as limit says, more than a page and fewer', async () => {
    for (const limit of [3, 130])
      expect(listData(await director(toolNamed('getLeads'), { limit, select: ['ID'] })).rows).toHaveLength(limit);
  });

  test('11: of a dictionary is the same when it is kept', async () => {
    const dictionary = () => director(toolNamed('getDictionary'), { kind: 'deal_stages' }, SEED_MS + 9e8);
    const first = await dictionary();
    expect(first.data['items']).toHaveLength(13);
    expect(await dictionary()).toEqual(first);
  });
});

describe('the portal', () => {
  test('7: is asked once or twice for fifty leads, and once where it refuses', async () => {
    await director(toolNamed('getLeads'), {}, SEED_MS + 8e8);
    expect(portal.requests).toBeLessThanOrEqual(2);
    for (const code of ['INVALID_CREDENTIALS', 'insufficient_scope', 'ERROR_METHOD_NOT_FOUND'] as const) {
      portal.clear();
      portal.setFaults({ kind: 'error', code });
      await director(toolNamed('getLeads'), {}, SEED_MS + 8e8).catch(() => {});
      expect(portal.requests, code).toBe(1);
    }
  });

  test('10: has no tool for any method', async () => {
    const listed = listOf(await rpc('tools/list'), 'tools');
    expect(
      listed.map((tool) => tool['name']).filter((name) => /call|method|add|update|delete/i.test(String(name))),
    ).toEqual([]);
    expect(listed.every((tool) => (tool['annotations'] as { readOnlyHint: boolean }).readOnlyHint)).toBe(true);
  });

  test('12: is asked for people with an order as texts and a true flag, and for funnels by the method that is not deprecated', async () => {
    const asked = listData(
      await director(toolNamed('getUsers'), { order: { LAST_NAME: 'ASC' }, filter: { ACTIVE: 'Y' } }, SEED_MS + 7e8),
    );
    expect(asked.rows).toHaveLength(6);
    expect(asked.request).toMatchObject({ sort: 'LAST_NAME', order: 'ASC', FILTER: { ACTIVE: true } });
    const methods = portal.calls.map(({ method }) => method);
    expect(methods).toContain('crm.category.list');
    expect(methods.filter((method) => method.includes('dealcategory'))).toEqual([]);
  });
});
