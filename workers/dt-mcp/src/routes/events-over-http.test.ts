import { afterEach, describe, expect, test, vi } from 'vitest';
import { endpoint, eventInput, fetch, signIn } from '../testing/person.ts';

const at = new Date(Date.now() - 3_600_000).toISOString();
const MEGABYTE = 1024 * 1024;

/** A request of a plain HTTP client. */
const ask = (init: RequestInit) => fetch(new Request(`${endpoint}/events`, init));

test('events posted with a token are visible in the chat of the same learner', async () => {
  const { post, call } = await signIn();
  const response = await post([eventInput({ at, id: 'a', source: 'timer', title: 'Помидорка' })]);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('application/json');
  expect(await response.json()).toMatchObject({ stored: 1, results: [{ index: 0, status: 'stored' }] });
  const date = at.slice(0, 10);
  const reply = await call('dt_list_activity_events', { start_date: date, end_date: date, timezone: 'UTC' });
  expect(reply.result).toMatchObject({ structuredContent: { events: [{ title: 'Помидорка', source: 'timer' }] } });
});

test('an event that is sent again as another one is a duplicate that says what is otherwise', async () => {
  const { post } = await signIn();
  const earlier = new Date(Date.parse(at) - 3_600_000).toISOString();
  const first = eventInput({ at: earlier, id: 'a', source: 'timer' });
  const again = { ...first, occurred_at: at, activity_type: 'writing', duration_minutes: 40 };
  const response = await post([first, first, again]);
  const { duplicate, results } = await response.json<{ duplicate: number; results: { differs?: string[] }[] }>();
  expect(duplicate).toBe(2);
  const differs = results.map((result) => result.differs);
  expect(differs).toEqual([undefined, undefined, ['activity_type', 'occurred_at', 'duration_minutes']]);
});

describe('the log', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  test('has one line for a stored report: user, client, path and code, and nothing of the report', async () => {
    const SECRET = 'СОКРОВЕННОЕ-7f3a';
    const { post, token, userId } = await signIn();
    const lines: string[] = [];
    vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(String(line)));
    await post([eventInput({ at, title: SECRET, note: SECRET, id: SECRET }), { email: SECRET }, { [SECRET]: 1 }]);
    const line = { event: 'route', server: 'dt-mcp', name: '/mcp/events', who: userId, client: expect.any(String) };
    const timed = { ...line, code: 'OK', ms: expect.any(Number), requestId: expect.any(String) };
    expect(lines.map((text) => JSON.parse(text))).toEqual([timed]);
    await post({ events: [], synced: { source: SECRET } });
    for (const words of [SECRET, SECRET.slice(0, 11), token, at, 'reading']) expect(lines.join()).not.toContain(words);
  });
});

test('without a token the answer is 401 with the challenge', async () => {
  const response = await ask({ method: 'POST', body: '[]' });
  expect(response.status).toBe(401);
  expect(response.headers.get('www-authenticate')).toContain('resource_metadata=');
});

test('with an unknown token the answer is 401 too', async () => {
  const response = await ask({ method: 'POST', body: '[]', headers: { authorization: 'Bearer made-up' } });
  expect(response.status).toBe(401);
});

test('with dt:read alone the answer is 403 with the missing scope, and nothing is stored', async () => {
  const { post, twin } = await signIn(['dt:read']);
  const response = await post([eventInput({ at })]);
  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({
    error: { code: 'FORBIDDEN', message: expect.stringContaining('dt:write') },
  });
  const facts = await twin.events.periodFacts(
    { fromMs: 0, toMs: Date.now() },
    { start: '2000-01-01', end: '2099-12-31' },
  );
  expect(facts).toMatchObject({ events: [], createdAtMs: null });
});

test('with dt:write alone events are accepted, and nothing can be read', async () => {
  const { post, call } = await signIn(['dt:write']);
  expect(await (await post([eventInput({ at })])).json()).toMatchObject({ stored: 1 });
  expect((await call('dt_get_week_summary', {})).status).toBe(403);
});

test('any method except POST is 405 with the allowed method', async () => {
  const { token } = await signIn();
  for (const method of ['GET', 'PUT', 'DELETE']) {
    const response = await ask({ method, headers: { authorization: `Bearer ${token}` } });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  }
});

describe('a body', () => {
  test.each(['', '{', 'events=[]', '[1,]'])('that is not JSON is 400: %j', async (body) => {
    const { post } = await signIn();
    const response = await post(body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { code: 'INVALID_ARGUMENT', message: 'The body is not valid JSON.' },
    });
  });

  test('of 501 events is 400 with the limit', async () => {
    const { post } = await signIn();
    const response = await post(Array.from({ length: 501 }, (_, i) => eventInput({ at, id: `${i}` })));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { field: 'events', message: expect.stringContaining('500') },
    });
  });

  test('up to two megabytes is accepted, and a larger one is 413', async () => {
    const { post } = await signIn();
    const padded = (bytes: number) => `[${' '.repeat(bytes - 2)}]`;
    expect((await post(padded(2 * MEGABYTE))).status).toBe(200);
    const response = await post(padded(2 * MEGABYTE + 1));
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ error: { message: expect.stringContaining(`${2 * MEGABYTE}`) } });
  });

  test('over two megabytes is 413 even without Content-Length', async () => {
    const { token } = await signIn();
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const writer = writable.getWriter();
    const send = async () => {
      for (let i = 0; i < 40; i += 1) await writer.write(new Uint8Array(64 * 1024).fill(32));
      await writer.close();
    };
    send().catch(() => {});
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const response = await ask({ method: 'POST', body: readable, headers });
    expect(response.status).toBe(413);
  });
});
