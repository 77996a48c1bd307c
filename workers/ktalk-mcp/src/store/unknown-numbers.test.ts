import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { emailOf, office } from '../testing/office.ts';
import { fillIndex, people, restoreNetwork, serveSpace } from '../testing/person.ts';
import { getRecording } from '../tools/recordings/get-recording.ts';
import { getRecordingParticipants } from '../tools/recordings/get-recording-participants.ts';
import { getUserRecords } from '../tools/recordings/get-user-records.ts';
import { recordingOf, transcriptOf } from './from-wire.ts';
import { ownKeyRecordings } from './own-key-recordings.ts';
import { summaryOf } from './summary.ts';
import { type RecordingBody, Summary, Transcript } from './wire.ts';

afterAll(restoreNetwork);

/** A value, null, or no field at all, as KTalk has it. */
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(fc.option(value, { nil: null }), { nil: undefined });
/** More than any number that code could make up by counting. */
const number = fc.integer({ min: 1_000, max: 100_000 });
const attendee = fc.record({ userInfo: fc.constant({ key: 'u-anna' }) });
const recordings = fc.record({
  key: fc.constant('rec-1'),
  createdDate: fc.constant('2026-11-20T11:32:04.512Z'),
  title: maybe(fc.constant('Встреча')),
  roomName: maybe(fc.constant('room')),
  duration: maybe(
    fc.oneof(
      number,
      number.map((seconds) => seconds + 0.4),
    ),
  ),
  participantsCount: maybe(number),
  participants: maybe(fc.array(attendee, { maxLength: 10 })),
  createdBy: maybe(fc.constant({ key: 'u-anna' })),
});
const chunk = fc.record({
  startTimeOffsetInMillis: number,
  endTimeOffsetInMillis: number,
  text: maybe(fc.constant('слово')),
});
const transcripts = fc.record({
  status: fc.constant('complete'),
  tracks: maybe(fc.array(fc.record({ chunks: maybe(fc.array(chunk, { maxLength: 3 })) }), { maxLength: 3 })),
});
const summaries = fc.record({
  status: fc.constant('success'),
  chunks: maybe(fc.array(fc.record({ text: maybe(fc.constant('итог')), timestamp: maybe(number) }), { maxLength: 3 })),
});

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [Math.round(value)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

test('no number of a recording, a transcript or a summary is one that KTalk did not say', () => {
  fc.assert(
    fc.property(recordings, transcripts, summaries, (recording, transcript, summary) => {
      for (const [said, read] of [
        [recording, recordingOf(recording)],
        [transcript, transcriptOf(Transcript.parse(transcript))],
        [summary, summaryOf(Summary.parse(summary))],
      ]) {
        expect(numbersIn(read).filter((each) => !numbersIn(said).includes(each))).toEqual([]);
      }
      const read = recordingOf(recording);
      expect(read?.durationSec ?? null).toBe(recording.duration == null ? null : Math.round(recording.duration));
      expect(read?.participantsCount ?? null).toBe(recording.participantsCount ?? null);
    }),
  );
});

const CASES = [
  ['absent', {}, [null, null]],
  ['null', { duration: null, participantsCount: null }, [null, null]],
  ['zero', { duration: 0, participantsCount: 0 }, [0, 0]],
  ['given', { duration: 3_599.6, participantsCount: 12 }, [3_600, 12]],
] as const;

test.each(CASES)('numbers that are %s in the list are told so in every answer', async (_, said, [seconds, count]) => {
  const space = office();
  space.fault = (path) => {
    if (!path.endsWith('/recordings/v2')) return null;
    const entities = space.meetings.map(
      ({ key, title, createdAt, creator }): Partial<RecordingBody> => ({
        key,
        title,
        createdDate: createdAt,
        createdBy: { key: creator },
        roomName: 'room',
        // The first of them, as a list embeds them.
        participants: [{ userInfo: { key: creator } }],
        ...said,
      }),
    );
    return Response.json({ entities, nextPageToken: null });
  };
  serveSpace(space);
  await fillIndex();
  const ask = people.clientOf('id of anna', { email: emailOf('anna') });
  const recording = { key: 'rec-0001', duration_sec: seconds, participants_count: count };
  const list = await ask(getUserRecords, {});
  expect(list.data).toMatchObject({ items: [recording] });
  const one = await ask(getRecording, { recording_key: 'rec-0001' });
  expect(one.data).toMatchObject({ recording });
  for (const { summary } of [list, one]) {
    expect(/\d (мин|ч)(?!\p{L})/u.test(summary)).toBe(seconds !== null);
    expect(/участников \d/u.test(summary)).toBe(count !== null);
    expect(summary).not.toMatch(/null|undefined|NaN/);
  }
  // The roster is read of its own, so it is whole whatever the list says.
  const roster = await ask(getRecordingParticipants, { recording_key: 'rec-0001' });
  expect(roster.data).toMatchObject({ total: 3, data_quality: { status: 'OK' } });
});

test.each(CASES)('with a key of one’s own, numbers that are %s stay so', async (_, said, [seconds, count]) => {
  const body = { title: 'Встреча', createdDate: '2026-11-20T11:32:04.512Z', createdBy: { key: 'u-anna' }, ...said };
  const store = ownKeyRecordings(async () => ({ id: 'rec-1', participants: [], ...body }) as never, 'u-anna');
  expect(await store.find('rec-1')).toMatchObject({ durationSec: seconds, participantsCount: count });
  // Without their number nothing says that these are all.
  expect(await store.roster('rec-1')).toEqual({ people: [], complete: count === 0 });
});
