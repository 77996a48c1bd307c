import { listOf, send } from '@aisystant/testing';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { ENTITIES, KINDS } from '../domain/entity.ts';
import { serveInPlaceOfNetwork } from '../testing/network.ts';
import { people } from '../testing/person.ts';
import { emailOf, testPortal } from '../testing/portal.ts';
import { TEXTS } from '../texts.ts';

beforeEach(() => {
  serveInPlaceOfNetwork(testPortal());
  return () => vi.unstubAllGlobals();
});

const { token } = await people.signIn(undefined, undefined, emailOf('demo_weak'));
const rpc = (method: string, params: object = {}) =>
  send(people.fetch, people.endpoint, { method, params: { ...params }, token });
async function read(uri: string) {
  const [content] = listOf(await rpc('resources/read', { uri }), 'contents');
  return JSON.parse(String(content?.['text']));
}

describe('the resources', () => {
  test('are the six lists, each dictionary, the fields, the guide and the instructions', async () => {
    const uris = listOf(await rpc('resources/list'), 'resources').map(({ uri }) => String(uri));
    expect(uris).toEqual(
      expect.arrayContaining([
        ...['deals', 'leads', 'contacts', 'companies', 'users', 'tasks'].map((name) => `bitrix24://crm/${name}`),
        ...Object.keys(KINDS).map((kind) => `bitrix24://dictionaries/${kind}`),
        'bitrix24://guide/leads',
        'bitrix24://guide/instructions',
      ]),
    );
  });

  test.each(Object.keys(ENTITIES))('crm/%s has the newest fifty with their names', async (list) => {
    const { metadata, data, names, total, next_cursor: next } = await read(`bitrix24://crm/${list}`);
    expect(metadata).toMatchObject({ provider: 'bitrix24', resource: `crm/${list}` });
    expect(data).toHaveLength(Math.min(50, total));
    expect(next === null).toBe(total <= 50);
    if (list !== 'users') expect(Object.keys(names.people).length).toBeGreaterThan(0);
  });

  test.each(Object.keys(ENTITIES))('dictionaries/fields/%s names columns with their types', async (list) => {
    const columns = await read(`bitrix24://dictionaries/fields/${list}`);
    expect(columns).toContainEqual(expect.objectContaining({ name: 'ID', type: expect.any(String) }));
  });

  test('guide/leads has the usual scenarios with ready requests, and the rules of filters', async () => {
    const guide = await read('bitrix24://guide/leads');
    const scenarios = guide.filter(({ type }: { type: string }) => type === 'scenario');
    expect(scenarios.length).toBeGreaterThanOrEqual(3);
    expect(guide.at(-1)).toEqual({ type: 'rules', rules: TEXTS.ru.guide.rules });
    const person = await people.signIn(undefined, undefined, emailOf('demo_good'));
    for (const {
      title,
      payload: { tool, ...request },
    } of scenarios) {
      const { result } = await person.call(tool, request);
      expect(result, title).toMatchObject({ isError: false });
    }
  });
});
