import { refusalOf } from '@aisystant/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emailOf, office } from '../../testing/office.ts';
import { askDirectly, fillIndex, restoreNetwork, serveSpace } from '../../testing/person.ts';
import { createSpace } from '../../testing/space.ts';
import { getRecordingTranscript } from './get-recording-transcript.ts';

beforeAll(async () => {
  serveSpace(office());
  await fillIndex();
});
afterAll(restoreNetwork);

const ask = (input: object) =>
  askDirectly(emailOf('anna'), getRecordingTranscript, { recording_key: 'rec-0001', ...input });

test.each([
  [{ offset: 1_000 }, 'offset'],
  [{ offset: 1_000, speaker: 'boris' }, 'offset'],
  [{ offset: 1, speaker: 'никто' }, 'offset'],
  [{ from_ms: 60_000, to_ms: 1 }, 'to_ms'],
  [{ speaker: ' ' }, 'speaker'],
  [{ speaker: '?!' }, 'speaker'],
])('a part that no transcript can have is refused, not told as silence: %j', async (input, field) => {
  expect(await refusalOf(ask(input))).toMatchObject({ code: 'INVALID_ARGUMENT', field });
});

test.each([{ speaker: 'никто' }, { from_ms: 800_000_000 }])(
  'where nobody speaks there are no words: %j',
  async (input) => {
    expect(await ask(input)).toMatchObject({ status: 'complete', text: '', next_offset: null });
  },
);

test('of a meeting with hundreds of speakers the first are named, and all are counted', async () => {
  const guests = Array.from({ length: 130 }, (_, n) => `(Гость ${n})`);
  const anna = { key: 'u-anna', email: emailOf('anna'), surname: 'anna' };
  const meeting = {
    key: 'rec-town-hall',
    title: 'Общая встреча',
    createdAt: '2026-11-20T10:00:00.000Z',
    creator: anna.key,
    roster: [anna.key, ...guests],
    speech: guests.map((speaker) => ({ speaker, text: 'Добрый день.' })),
  };
  serveSpace(createSpace([anna], [meeting]));
  await fillIndex();
  const { speakers, speakers_total: total } = Object(await ask({ recording_key: meeting.key }));
  expect([speakers.length, speakers[0], total]).toEqual([50, 'Гость 0', 130]);
  serveSpace(office());
  await fillIndex();
});
