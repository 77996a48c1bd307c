import { WIDGET_MIME } from '@aisystant/mcp';
import { send } from '@aisystant/testing';
import { publishedSchema } from '@aisystant/testing/published-schema';
import { beforeAll, describe, expect, test } from 'vitest';
import { activityEventInputSchema } from '../domain/activity/activity-event.ts';
import { ACTIVITY_TYPE_IDS } from '../domain/activity/activity-types.ts';
import { server } from '../server.ts';
import { endpoint, eventInput, fetch, signIn } from '../testing/person.ts';
import { resources } from './resources.ts';
import { widgets } from './widgets.ts';

let person: Awaited<ReturnType<typeof signIn>>;
beforeAll(async () => {
  person = await signIn(['dt:read']);
});

/** Reads a resource as a client does. */
async function read(uri: string, era: '2025-11-25' | '2026-07-28' = '2026-07-28') {
  const reply = await send(fetch, endpoint, { method: 'resources/read', params: { uri }, token: person.token, era });
  const [content] = (reply.result?.['contents'] ?? []) as { uri: string; mimeType: string; text: string }[];
  return content;
}

const URIS = [
  'dt://catalogs/metrics',
  'dt://schemas/activity_event',
  'dt://catalogs/activity_types',
  'dt://policies/data_quality',
  'dt://changelog',
  'dt://catalogs/indicators',
  'dt://catalogs/levels',
  'dt://policies/privacy',
  'dt://me/export',
];

test('the server lists exactly these resources and two templates', async () => {
  const reply = await send(fetch, endpoint, { method: 'resources/list', token: person.token });
  const listed = reply.result?.['resources'] as { uri: string; mimeType: string; description: string }[];
  const pictures = widgets.map(({ uri }) => uri);
  expect(listed.map(({ uri }) => uri).sort()).toEqual([...URIS, ...pictures].sort());
  for (const { uri, mimeType, description } of listed)
    expect([mimeType, description.length > 10]).toEqual([
      pictures.includes(uri) ? WIDGET_MIME : 'application/json',
      true,
    ]);
  expect(resources).toHaveLength(URIS.length + pictures.length + 2);
});

describe.each(URIS)('%s', (uri) => {
  test.each(['2025-11-25', '2026-07-28'] as const)('is JSON with protocol version %s', async (era) => {
    const content = await read(uri, era);
    expect(content).toMatchObject({ uri, mimeType: 'application/json' });
    expect(JSON.parse(content?.text ?? '')).toEqual(expect.any(Object));
  });

  test('has no personal data and is not readable without a token', async () => {
    expect((await read(uri))?.text).not.toContain(person.userId);
    const reply = await send(fetch, endpoint, { method: 'resources/read', params: { uri } });
    expect(reply.status).toBe(401);
  });
});

const json = async (uri: string) => JSON.parse((await read(uri))?.text ?? '');

test('a template has exactly the members that it completes', async () => {
  const ask = (method: string, params: object) =>
    send(fetch, endpoint, { method, params: { ...params }, token: person.token });
  const completed = await ask('completion/complete', {
    ref: { type: 'ref/resource', uri: 'dt://catalogs/metrics/{id}' },
    argument: { name: 'id', value: 'slot' },
  });
  expect(completed.result).toMatchObject({ completion: { values: ['slot_consistency_percent'] } });
  expect(JSON.parse((await read('dt://catalogs/metrics/slot_consistency_percent'))?.text ?? '')).toMatchObject({
    unit: 'percent',
  });
  expect(JSON.parse((await read('dt://schemas/goal'))?.text ?? '')).toMatchObject({ $id: 'dt://schemas/goal' });
  for (const uri of ['dt://catalogs/metrics/nothing', 'dt://schemas/nothing', 'dt://schemas/__proto__']) {
    expect((await ask('resources/read', { uri })).error?.code, uri).toEqual(expect.any(Number));
  }
});

test('metrics recommend only existing tools', async () => {
  const { metrics } = await json('dt://catalogs/metrics');
  const ids = server.tools.map(({ facts }) => facts.id);
  expect(metrics.length).toBeGreaterThan(0);
  for (const { recommended_tools } of metrics) for (const tool of recommended_tools) expect(ids).toContain(tool);
});

test('every metric that a tool reports is in the catalogue', async () => {
  const { metrics } = await json('dt://catalogs/metrics');
  const ids = metrics.map(({ id }: { id: string }) => id);
  for (const { facts } of server.tools) for (const metric of facts.metrics) expect(ids).toContain(metric);
});

test('the schema of an event accepts exactly what the route accepts', async () => {
  const published = publishedSchema(await json('dt://schemas/activity_event'));
  const good = { ...eventInput({ at: '2026-11-10T09:00:00+03:00' }), confidence: 0.2, event_type: 'slot_logged' };
  const bad = [
    { duration_minutes: 1441 },
    { email: 'x' },
    { occurred_at: 'today' },
    { source: 'fridge' },
    { title: '' },
  ];
  for (const event of [good, ...bad.map((change) => ({ ...good, ...change }))]) {
    expect(published.safeParse(event).success).toBe(activityEventInputSchema.safeParse(event).success);
  }
});

test('all activity types are listed, each with its rule', async () => {
  const { activity_types, rejected } = await json('dt://catalogs/activity_types');
  expect(activity_types.map(({ id }: { id: string }) => id)).toEqual([...ACTIVITY_TYPE_IDS]);
  expect(rejected.map(({ id }: { id: string }) => id)).toContain('sleep');
});

test('the newest entry of the changelog has the version of the server', async () => {
  const { changes } = await json('dt://changelog');
  expect(changes[0].version).toBe(server.version);
  const dates = changes.map(({ date }: { date: string }) => date);
  expect(dates).toEqual([...dates].sort().reverse());
});

test('an unknown URI is a JSON-RPC error, not an empty resource', async () => {
  const reply = await send(fetch, endpoint, {
    method: 'resources/read',
    params: { uri: 'dt://catalogs/secrets' },
    token: person.token,
  });
  expect(reply.error?.code).toEqual(expect.any(Number));
  expect(reply.result).toBeUndefined();
});
