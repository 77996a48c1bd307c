import { refusalOf } from '@aisystant/testing';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { emailOf, office } from './testing/office.ts';
import { askDirectly, bindings, fillIndex, restoreNetwork, serveSpace } from './testing/person.ts';
import type { Fault } from './testing/space.ts';
import { tools } from './tools/tools.ts';

/** Somebody who is at the first two meetings of the office under a new e-mail, whom no isolate knows yet. */
function newcomer() {
  const space = office();
  const login = `new-${crypto.randomUUID()}`;
  const joined = { ...space, users: [...space.users, { key: 'u-boris', email: emailOf(login), surname: 'boris' }] };
  serveSpace(joined);
  return { space: joined, email: emailOf(login) };
}

const HTML = '<html>upstream connect error</html>';
const faults: readonly (readonly [name: string, code: string, fault: Fault])[] = [
  ['429', 'RATE_LIMITED', () => new Response(null, { status: 429 })],
  ['429 with Retry-After', 'RATE_LIMITED', () => new Response(null, { status: 429, headers: { 'retry-after': '30' } })],
  ['408', 'UNAVAILABLE', () => new Response(null, { status: 408 })],
  ['500 as HTML', 'UNAVAILABLE', () => new Response(HTML, { status: 500 })],
  ['503', 'UNAVAILABLE', () => new Response(null, { status: 503 })],
  ['a stall', 'UNAVAILABLE', () => new Promise(() => {})],
  ['cut-off JSON', 'UNAVAILABLE', () => new Response('{"users": [{"key": "u-bo', { status: 200 })],
  ['JSON of another shape', 'UNAVAILABLE', () => Response.json({ surprise: true })],
  ['HTML with status 200', 'UNAVAILABLE', () => new Response(HTML, { status: 200 })],
  [
    'a redirect',
    'UNAVAILABLE',
    () => new Response(null, { status: 302, headers: { location: 'https://evil.example' } }),
  ],
  ['a dead key', 'INTERNAL', () => new Response(null, { status: 401 })],
  ['a key without the scope', 'INTERNAL', () => new Response(null, { status: 403 })],
];

const inputs = tools.map((tool) => [tool.name, tool, tool.facts.examples[0].input] as const);
/** What the index alone answers once it is known who asks. */
const FROM_INDEX = [
  'get_user_records',
  'search_records',
  'search_in_transcripts',
  'search_in_transcript',
  'get_recording',
  'get_recording_participants',
];

beforeAll(async () => {
  serveSpace(office());
  await fillIndex();
  // Transcripts that are not indexed are read from KTalk.
  await bindings.DB.batch([bindings.DB.prepare('UPDATE recording SET verification = NULL')]);
});
afterAll(restoreNetwork);

describe.each(faults)('%s', (name, code, fault) => {
  const lines: string[] = [];
  const listen = () => vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  afterEach(() => {
    vi.restoreAllMocks();
    lines.length = 0;
  });

  test.each(inputs)('%s says so when nothing is known of the caller', async (toolName, tool, input) => {
    listen();
    const { space, email } = newcomer();
    space.fault = fault;
    // Who asks is told by KTalk; that its key is refused is what this tool is for.
    const told = await askDirectly(email, tool, input).catch((error: Error) => error);
    expect(told, toolName).toBeInstanceOf(Error);
    expect(await refusalOf(Promise.reject(told))).toMatchObject({ code, retryable: code !== 'INTERNAL' });
    expect(lines.join()).not.toContain(bindings.KTALK_KEY);
    expect(JSON.stringify(told)).not.toContain(bindings.KTALK_KEY);
  });

  test.each(inputs)(
    '%s loses nothing and gives nothing else once the caller is known',
    async (toolName, tool, input) => {
      listen();
      const { space, email } = newcomer();
      const whole = withoutTimes(await askDirectly(email, tool, input));
      space.fault = fault;
      const told = await askDirectly(email, tool, input).catch((error: Error) => error);
      if (told instanceof Error) {
        expect(FROM_INDEX).not.toContain(toolName);
        expect(await refusalOf(Promise.reject(told))).toMatchObject({ code });
      } else if (toolName === 'ktalk_whoami') {
        const status = name === 'a dead key' ? 'refused' : 'alive';
        expect(told).toMatchObject({ key_status: status, ktalk_user_key: 'u-boris' });
        expect(code).toBe('INTERNAL');
      } else {
        expect(FROM_INDEX).toContain(toolName);
        expect(withoutTimes(told)).toEqual(whole);
      }
      space.fault = () => null;
      expect(withoutTimes(await askDirectly(email, tool, input))).toEqual(whole);
    },
  );

  test('the operator reads in the log what happened, and which scope is missing', async () => {
    listen();
    const { space, email } = newcomer();
    space.fault = fault;
    await askDirectly(email, tools[0] as (typeof tools)[number], {}).catch(() => null);
    const record = JSON.parse(lines.find((line) => line.includes('"upstream"')) ?? '{}');
    expect(record).toMatchObject({ event: 'upstream', server: 'ktalk-mcp', name: 'users', code });
    if (name === 'a dead key') expect(record).toMatchObject({ reason: 'key_dead', status: 401 });
    if (name === 'a key without the scope') {
      expect(record).toMatchObject({ reason: 'key_lacks_scope', status: 403, scope: 'application.profiles.read' });
    }
  });
});

test('S33 the transcript of another meeting is fetched again once, and refused if it is of another again', async () => {
  const { space, email } = newcomer();
  const read = () => askDirectly(email, toolNamed('get_recording_transcript'), { recording_key: 'rec-0001' });
  space.swaps = ['rec-0002'];
  expect(JSON.stringify(await read())).toContain('Перенос релиза на пятницу');
  space.swaps = ['rec-0002', 'rec-0003'];
  const refusal = await refusalOf(read());
  expect(refusal).toMatchObject({ code: 'UNAVAILABLE' });
  expect(JSON.stringify(refusal)).not.toMatch(/Тайна|квартала/);
});

test('a transcript of the index is as old as the index', async () => {
  onTestFinished(async () => {
    serveSpace(office());
    await fillIndex();
    await bindings.DB.batch([bindings.DB.prepare('UPDATE recording SET verification = NULL')]);
  });
  const { email } = newcomer();
  await fillIndex();
  const synced = '2026-11-28T09:00:00.000Z';
  await bindings.DB.batch([bindings.DB.prepare('UPDATE sync SET synced_at = ?').bind(Date.parse(synced))]);
  const read = await askDirectly(email, toolNamed('get_recording_transcript'), { recording_key: 'rec-0001' });
  expect(read).toMatchObject({ status: 'complete', data_quality: { status: 'OK', last_sync_at: synced } });
});

test('a transcript that is being made is partial data with the time to ask again, and one that failed is none', async () => {
  const { space, email } = newcomer();
  const read = () => askDirectly(email, toolNamed('get_recording_transcript'), { recording_key: 'rec-0001' });
  const become = (transcriptStatus: 'inProgress' | 'error') => {
    space.meetings = space.meetings.map((meeting) => ({ ...meeting, transcriptStatus }));
  };
  become('inProgress');
  expect(await read()).toMatchObject({ data_quality: { status: 'PARTIAL_DATA' }, retry_after_seconds: 300, text: '' });
  become('error');
  expect(await read()).toMatchObject({ data_quality: { status: 'NO_DATA' }, retry_after_seconds: null, text: '' });
});

test('a list of accounts that KTalk does not have makes nobody a stranger', async () => {
  const { space, email } = newcomer();
  space.fault = (path) => (path === '/api/users' ? new Response('<html>', { status: 404 }) : null);
  const list = toolNamed('get_user_records');
  expect(await refusalOf(askDirectly(email, list, {}))).toMatchObject({ code: 'UNAVAILABLE' });
  space.fault = () => null;
  expect(await askDirectly(email, list, {})).toMatchObject({ items: [{ key: 'rec-0001' }, { key: 'rec-0003' }] });
});

test('a person whose access was withdrawn since it was indexed does not read the words', async () => {
  const { space } = newcomer();
  const transcript = toolNamed('get_recording_transcript');
  const dmitry = () => askDirectly(emailOf('dmitry'), transcript, { recording_key: 'rec-0003' });
  expect(JSON.stringify(await dmitry())).toContain('Итоги квартала');
  space.meetings = space.meetings.map((meeting) => ({ ...meeting, granted: [] }));
  expect(await refusalOf(dmitry())).toMatchObject({ code: 'NOT_FOUND' });
});

test('nor finds them by any search, while the hits of other meetings take their places', async () => {
  const { space } = newcomer();
  onTestFinished(async () => {
    serveSpace(office());
    await fillIndex();
  });
  const speech = [{ speaker: 'u-elena', text: 'Смета готова.' }];
  const of = (n: number) => ({ key: `rec-s${n}`, title: 'Смета', createdAt: `2026-11-1${n}T09:00:00.000Z`, speech });
  const given = [3, 4, 5].map((n) => ({ ...of(n), creator: 'u-elena', roster: ['u-elena'], granted: ['u-dmitry'] }));
  const own = [1, 2].map((n) => ({ ...of(n), creator: 'u-elena', roster: ['u-dmitry', 'u-elena'] }));
  space.meetings = [...given, ...own];
  await fillIndex();
  const search = (input: object) => askDirectly(emailOf('dmitry'), toolNamed('search_in_transcripts'), input);
  expect(await search({ query: 'смета', limit: 1 })).toMatchObject({ items: [{ recording_key: 'rec-s5' }] });
  space.meetings = space.meetings.map((meeting) => ({ ...meeting, granted: [] }));
  const answer = await search({ query: 'смета', limit: 1 });
  expect(answer).toMatchObject({ items: [{ recording_key: 'rec-s2' }], next_cursor: expect.any(String) });
  const { next_cursor: cursor } = Object(answer);
  const rest = await search({ query: 'смета', limit: 1, cursor });
  expect(rest).toMatchObject({ items: [{ recording_key: 'rec-s1' }], next_cursor: null });
  const one = { recording_key: 'rec-s4', query: 'смета' };
  expect(await askDirectly(emailOf('dmitry'), toolNamed('search_in_transcript'), one)).toMatchObject({ items: [] });
});

test('a person who is disabled in KTalk is out within fifteen minutes', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const { space, email } = newcomer();
  const list = toolNamed('get_user_records');
  expect(await askDirectly(email, list, {})).toMatchObject({ items: [{ key: 'rec-0001' }, { key: 'rec-0003' }] });
  serveSpace({ ...space, users: space.users.map((user) => ({ ...user, disabled: true })) });
  vi.setSystemTime(Date.now() + 15 * 60 * 1000);
  expect(await refusalOf(askDirectly(email, list, {}))).toMatchObject({ code: 'NOT_FOUND' });
});

test('somebody who came back is known by the account that is enabled', async () => {
  const { space, email } = newcomer();
  const earlier = { key: 'u-clara', email, surname: 'clara', disabled: true };
  serveSpace({ ...space, users: [...space.users, earlier] });
  const list = toolNamed('get_user_records');
  expect(await askDirectly(email, list, {})).toMatchObject({ items: [{ key: 'rec-0001' }, { key: 'rec-0003' }] });
});

/** More people than a page holds, whose addresses contain this one: KTalk finds them too. */
const alike = (email: string) =>
  Array.from({ length: 120 }, (_, n) => ({ key: `u-alike-${n}`, email: `${n}.${email}`, surname: `alike-${n}` }));

test('two accounts with one e-mail are nobody, however many addresses contain it', async () => {
  for (const between of [false, true]) {
    const { space, email } = newcomer();
    const twin = { key: 'u-anna', email: email.toUpperCase(), surname: 'anna' };
    serveSpace({ ...space, users: [...space.users, ...(between ? alike(email) : []), twin] });
    expect(await refusalOf(askDirectly(email, toolNamed('get_user_records'), {}))).toMatchObject({ code: 'NOT_FOUND' });
  }
});

test('somebody is known, however many addresses contain theirs', async () => {
  const { space, email } = newcomer();
  serveSpace({ ...space, users: [...alike(email), ...space.users] });
  const found = await askDirectly(email, toolNamed('get_user_records'), {});
  expect(found).toMatchObject({ items: [{ key: 'rec-0001' }, { key: 'rec-0003' }] });
});

function toolNamed(name: string): (typeof tools)[number] {
  const tool = tools.find((each) => each.name === name);
  if (!tool) throw new Error(`no tool ${name}`);
  return tool;
}

/** Data without the moments at which they were read. */
function withoutTimes(data: unknown): unknown {
  return JSON.parse(JSON.stringify(data, (key, value) => (key === 'last_sync_at' ? undefined : value)));
}
