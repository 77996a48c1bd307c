import { refusalOf } from '@aisystant/testing';
import { afterAll, expect, test } from 'vitest';
import { MISSING_TRANSCRIPT } from '../../queries/read-transcript.ts';
import { PLACES } from '../../store/schema.ts';
import { emailOf } from '../../testing/office.ts';
import { bindings, fillIndex, people, restoreNetwork, serveSpace } from '../../testing/person.ts';
import { createSpace, type Space, type SpaceMeeting } from '../../testing/space.ts';
import { searchInTranscript, searchInTranscripts } from './search-in-transcripts.ts';

afterAll(restoreNetwork);

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const FRESH = 20 * MINUTE;
const users = ['anna', 'boris'].map((login) => ({ key: `u-${login}`, email: emailOf(login), surname: login }));

/** A meeting of one person, so old. */
const meetingOf = (creator: string, key: string, age: number): SpaceMeeting => ({
  key,
  title: 'Встреча',
  createdAt: new Date(Date.now() - age).toISOString(),
  creator,
  roster: [creator],
  speech: [{ speaker: creator, text: 'Перенос релиза.' }],
});

/** States of a transcript without words, by how KTalk has the meeting; `unread` is one of the index alone. */
const states: { readonly [state: string]: (meeting: SpaceMeeting) => SpaceMeeting } = {
  unread: (meeting) => meeting,
  inProgress: (meeting) => ({ ...meeting, transcriptStatus: 'inProgress' }),
  error: (meeting) => ({ ...meeting, transcriptStatus: 'error' }),
  none: ({ speech: _, ...meeting }) => meeting,
};

/** Fills the index while the transcripts of some meetings are in a state. */
async function fillWhile(state: string, some: readonly SpaceMeeting[], others: readonly SpaceMeeting[]) {
  const become = states[state] ?? ((meeting) => meeting);
  const space = createSpace(users, [...some.map(become), ...others]);
  serveSpace(space);
  await fillIndex();
  if (state === 'unread') await unread(some.map(({ key }) => key));
  space.requests.length = 0;
  return space;
}

/** As the migration leaves it that has the transcripts read again. */
async function unread(keys: readonly string[]): Promise<void> {
  const { DB } = bindings;
  const which = 'IN (SELECT n FROM recording WHERE key IN (SELECT value FROM json_each(?)))';
  const status = 'transcript_status = NULL, verification = NULL, transcript_due = 0';
  await DB.batch(
    [
      `DELETE FROM utterance_fts WHERE rowid / ${PLACES} ${which}`,
      `UPDATE recording SET ${status} WHERE n ${which}`,
    ].map((sql) => DB.prepare(sql).bind(JSON.stringify(keys))),
  );
}

const ask = people.clientOf('anna', { email: emailOf('anna') });
const qualityOf = (data: object) => Object(data)['data_quality'];

test.each(Object.keys(states))(
  'a search tells how many of the reader’s own recordings have no transcript yet, and of nobody else’s (%s)',
  async (state) => {
    const mine = [1, 2].map((n) => meetingOf('u-anna', `rec-${n}`, FRESH + n * MINUTE));
    const foreign = [3, 4, 5].map((n) => meetingOf('u-boris', `rec-${n}`, FRESH + n * MINUTE));
    const read = meetingOf('u-anna', 'rec-6', 10 * DAY);
    await fillWhile(state, [...mine, ...foreign], [read]);
    for (const [query, found] of [
      ['релиза', ['rec-6']],
      ['сметы', []],
    ] as const) {
      const { data, summary } = await ask(searchInTranscripts, { query });
      expect(Object(data)['items'].map((item: { recording_key: string }) => item.recording_key)).toEqual(found);
      expect(qualityOf(data)).toMatchObject({
        status: 'PARTIAL_DATA',
        coverage_ratio: null,
        notes: expect.stringMatching(/расшифровки.*\(2\)/i),
      });
      expect(summary).not.toContain('Таких слов в расшифровках нет');
    }
  },
);

test.each([
  ['none', 10 * DAY, null],
  ['error', 10 * DAY, null],
  ['inProgress', 10 * DAY, '(1)'],
  ['unread', 10 * DAY, '(1)'],
])('%s of a recording %i ms old: what may still come is missing, what never will is not', async (state, age, told) => {
  await fillWhile(state, [meetingOf('u-anna', 'rec-1', age)], [meetingOf('u-anna', 'rec-2', age)]);
  const { data } = await ask(searchInTranscripts, { query: 'сметы' });
  const { status, notes } = qualityOf(data);
  expect([status, notes]).toEqual(told ? ['PARTIAL_DATA', expect.stringContaining(told)] : ['NO_DATA', null]);
});

/** KTalk gives a part of the newest recording wrong, every time. */
const wrongs: { readonly [wrong: string]: (space: Space) => void } = {
  'another transcript': (space) => {
    space.swaps = ['rec-3', 'rec-3'];
  },
  'no transcript': (space) => breakPart(space, 'transcript'),
  'no access list': (space) => breakPart(space, 'access'),
};

function breakPart(space: Space, part: string): void {
  space.fault = (path) => (path.endsWith(`rec-1/${part}`) ? new Response('<html>', { status: 500 }) : null);
}

test.each(Object.keys(wrongs))(
  'a recording that KTalk gives wrong is told of once, as put off, and not as one that is not ready (%s)',
  async (wrong) => {
    const [own, read] = [meetingOf('u-anna', 'rec-1', 10 * DAY), meetingOf('u-anna', 'rec-2', 11 * DAY)];
    const space = createSpace(users, [own, read, meetingOf('u-boris', 'rec-3', 12 * DAY)]);
    wrongs[wrong]?.(space);
    serveSpace(space);
    await fillIndex();
    for (const query of ['релиза', 'сметы']) {
      const { data } = await ask(searchInTranscripts, { query });
      const { notes, ...quality } = qualityOf(data);
      expect(quality).toMatchObject({ status: 'PARTIAL_DATA', coverage_ratio: null });
      expect(notes).toContain('Толк отдаёт с ошибкой часть ваших записей (1)');
      expect(notes).not.toContain('Расшифровки');
    }
    space.fault = () => null;
    const { data } = await ask(searchInTranscript, { recording_key: 'rec-1', query: 'релиза' });
    expect(data).toMatchObject({ items: [{ recording_key: 'rec-1' }] });
  },
);

test('each answer tells of the recordings that it looked through, and the cursors of each once', async () => {
  const all = Array.from({ length: 8 }, (_, n) => meetingOf('u-anna', `rec-${n}`, FRESH + n * MINUTE));
  const isRead = (_: SpaceMeeting, n: number) => n % 3 === 1;
  await fillWhile(
    'inProgress',
    all.filter((each, n) => !isRead(each, n)),
    all.filter(isRead),
  );
  const counts: number[] = [];
  for (let cursor: string | undefined; counts.length < 9; ) {
    const { data } = await ask(searchInTranscripts, { query: 'релиза', limit: 1, ...(cursor && { cursor }) });
    counts.push(Number(/\((\d+)\)/.exec(qualityOf(data).notes ?? '')?.[1] ?? 0));
    cursor = Object(data)['next_cursor'] ?? undefined;
    if (cursor === undefined) break;
  }
  expect(counts).toEqual([1, 2, 2]);
});

test('a search of a period tells of the recordings of that period', async () => {
  const [now, then] = [meetingOf('u-anna', 'rec-1', FRESH), meetingOf('u-anna', 'rec-2', 20 * DAY)];
  await fillWhile('inProgress', [now, then], []);
  const to = new Date(Date.now() - 10 * DAY).toISOString().slice(0, 10);
  const { data } = await ask(searchInTranscripts, { query: 'релиза', to });
  expect(qualityOf(data)).toMatchObject({ notes: expect.stringContaining('(1)') });
});

test.each(Object.keys(states))(
  'one named recording that the index has no transcript of is searched as KTalk has it (%s)',
  async (state) => {
    const meeting = meetingOf('u-anna', 'rec-1', FRESH);
    const space = await fillWhile(state, [meeting], []);
    space.meetings = [meeting];
    const { data } = await ask(searchInTranscript, { recording_key: 'rec-1', query: 'релизов' });
    expect(data).toMatchObject({
      items: [{ recording_key: 'rec-1', title: 'Встреча', time: '00:00:00', snippet: expect.stringContaining('**') }],
      next_cursor: null,
      data_quality: { status: 'OK', notes: null },
    });
  },
);

test('it is read once for all words and for any of them, and its hits go on by the cursor', async () => {
  const meeting = meetingOf('u-anna', 'rec-1', FRESH);
  const speech = [0, 1, 2].map((n) => ({ speaker: n === 1 ? 'u-boris' : 'u-anna', text: `Перенос релиза ${n}.` }));
  const spoken = { ...meeting, roster: ['u-anna', 'u-boris'], speech };
  const space = await fillWhile('inProgress', [spoken], []);
  space.meetings = [spoken];
  const input = { recording_key: 'rec-1', query: 'релиз смета', limit: 2 };
  const { data: first } = await ask(searchInTranscript, input);
  expect(space.requests.filter((request) => request.endsWith('/transcript'))).toHaveLength(1);
  expect(first).toMatchObject({ matched: 'any_word', items: [{ time: '00:00:00' }, { time: '00:01:00' }] });
  const { data: rest } = await ask(searchInTranscript, { ...input, cursor: Object(first)['next_cursor'] });
  expect(rest).toMatchObject({ items: [{ time: '00:02:00' }], next_cursor: null });
});

test.each([
  ['inProgress', FRESH, 'PARTIAL_DATA'],
  ['error', FRESH, 'NO_DATA'],
  ['none', FRESH, 'NO_DATA'],
  ['none', 10 * DAY, 'NO_DATA'],
] as const)(
  'of one named recording without a transcript its state is told (%s, %i ms old)',
  async (state, age, status) => {
    await fillWhile(state, [meetingOf('u-anna', 'rec-1', age)], []);
    const { data, summary } = await ask(searchInTranscript, { recording_key: 'rec-1', query: 'релиза' });
    const notes = MISSING_TRANSCRIPT[state];
    expect(data).toMatchObject({ items: [], data_quality: { status, coverage_ratio: null, notes } });
    expect(summary).toContain(notes.replace(/\.$/, ''));
    expect(summary).not.toContain('Таких слов');
  },
);

test('while KTalk does not answer, a search in it says so, and not that the words are absent', async () => {
  const space = await fillWhile('inProgress', [meetingOf('u-anna', 'rec-1', FRESH)], []);
  space.fault = (path) => (path.endsWith('/transcript') ? new Response('<html>', { status: 403 }) : null);
  const asked = ask(searchInTranscript, { recording_key: 'rec-1', query: 'релиза' });
  expect(await refusalOf(asked)).toMatchObject({ code: 'INTERNAL' });
});
