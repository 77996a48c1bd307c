import { afterAll, beforeAll, expect, test } from 'vitest';
import { emailOf, office } from '../testing/office.ts';
import { fillIndex, people, restoreNetwork, serveSpace } from '../testing/person.ts';
import { getUserRecords } from './recordings/get-user-records.ts';
import { getRecordingTranscript } from './transcripts/get-recording-transcript.ts';
import { searchInTranscripts } from './transcripts/search-in-transcripts.ts';

beforeAll(async () => {
  serveSpace(office());
  await fillIndex();
});
afterAll(restoreNetwork);

const ask = (login: string) => people.clientOf(`id of ${login}`, { email: emailOf(login) });

test('a person sees their own meetings, with the reason, newest first', async () => {
  const { data } = await ask('boris')(getUserRecords, {});
  expect(data).toMatchObject({
    items: [
      { key: 'rec-0001', my_role: 'participant' },
      { key: 'rec-0003', my_role: 'participant', participants_count: 120 },
    ],
    data_quality: { status: 'OK' },
  });
});

test('a transcript is woven together and told with names and times', async () => {
  const { data, summary } = await ask('anna')(getRecordingTranscript, { recording_key: 'rec-0001' });
  expect(data).toMatchObject({ status: 'complete', verification: 'match', next_offset: null });
  expect(summary).toContain('[00:01:00] boris: Перенос релиза на пятницу');
});

test('words are found in other forms, with the place where they were said', async () => {
  const { data } = await ask('anna')(searchInTranscripts, { query: 'переносом релизов' });
  expect(data).toMatchObject({ matched: 'all_words', items: [{ recording_key: 'rec-0001', time: '00:01:00' }] });
});
