import { runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { eventInput, signIn } from '../testing/person.ts';

const at = new Date(Date.now() - 3_600_000).toISOString();
const SECRET = 'СОКРОВЕННОЕ-7f3a';

let lines: string[];
beforeEach(() => {
  lines = [];
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, method).mockImplementation((...words: unknown[]) => {
      lines.push(words.map((word) => (typeof word === 'string' ? word : JSON.stringify(word))).join(' '));
    });
  }
});
afterEach(() => {
  vi.restoreAllMocks();
});

test('no log line contains a title, a note, an argument or a token, for any outcome of the call', async () => {
  const { call, post, token } = await signIn();
  const event = { activity_type: 'writing', occurred_at: at, duration_minutes: 13, title: SECRET, role: SECRET };
  await call('dt_save_activity_event', event);
  await call('dt_save_activity_event', { ...event, activity_type: SECRET });
  await call('dt_save_activity_event', { ...event, [SECRET]: SECRET });
  await call('dt_save_reflection_note', { type: 'insight', text: SECRET, insights: [SECRET], idempotency_key: SECRET });
  await call('dt_list_activity_events', { start_date: '2026-01-01', end_date: '2026-12-31' });
  await call('dt_list_activity_events', { start_date: '2026-01-01', end_date: SECRET, cursor: SECRET });
  await call('dt_get_week_summary', { week: SECRET.slice(0, 20), timezone: SECRET });
  await call('dt_save_everything', { x: SECRET });
  await post([eventInput({ at, title: SECRET, note: SECRET, id: SECRET }), { email: SECRET }, { [SECRET]: 1 }]);
  await post({ events: [], synced: { source: SECRET } });
  await post(`{"${SECRET}`);
  expect(lines.length).toBeGreaterThanOrEqual(8);
  const written = lines.join('\n');
  for (const words of [SECRET, SECRET.slice(0, 11), token, at, 'writing']) expect(written).not.toContain(words);
});

test('a log line has user, client, operation and code, and no data', async () => {
  const { call, post, userId } = await signIn();
  lines = [];
  await call('dt_save_activity_event', { activity_type: 'sleep', occurred_at: at, duration_minutes: 13 });
  await post([eventInput({ at })]);
  const records = lines.map((line) => JSON.parse(line));
  const common = {
    server: 'dt-mcp',
    who: userId,
    client: expect.any(String),
    ms: expect.any(Number),
    requestId: expect.any(String),
  };
  expect(records).toEqual([
    { ...common, event: 'tool', name: 'dt.save_activity_event', code: 'INVALID_ARGUMENT' },
    { ...common, event: 'route', name: '/mcp/events', code: 'OK' },
  ]);
});

test('an unexpected error is logged with its place, without its message', async () => {
  const { call, stub } = await signIn();
  await call('dt_save_reflection_note', { type: 'insight', text: 'мысль' });
  await runInDurableObject(stub, (_, { storage }) => {
    storage.sql.exec('update note set body = ?', JSON.stringify({ type: SECRET, text: SECRET }));
  });
  lines = [];
  const reply = await call('dt_list_reflection_notes', {});
  expect(reply.result).toMatchObject({ isError: true, _meta: { 'aisystant/error': { code: 'INTERNAL' } } });
  expect(reply.text).not.toContain(SECRET);
  expect(lines.filter((line) => line.includes('"unexpected"'))).toHaveLength(1);
  expect(lines.join('\n')).not.toContain(SECRET);
});
