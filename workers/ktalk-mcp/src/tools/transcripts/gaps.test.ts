import { listOf, send } from '@aisystant/testing';
import { afterAll, describe, expect, test } from 'vitest';
import { GAPS, MISSING_TRANSCRIPT } from '../../queries/read-transcript.ts';
import { emailOf } from '../../testing/office.ts';
import { emptyIndex, fillIndex, migrate, people, restoreNetwork, serveSpace } from '../../testing/person.ts';
import { createSpace, type SpaceMeeting } from '../../testing/space.ts';
import { getRecordingTranscript } from './get-recording-transcript.ts';
import { searchInTranscript } from './search-in-transcripts.ts';

afterAll(restoreNetwork);

const anna = { key: 'u-anna', email: emailOf('anna'), surname: 'Волкова' };
const GAP = [{ startTime: '00:00:00', endTime: '00:12:30.5000000', message: 'speech is not recognized' }];
const meeting: SpaceMeeting = {
  key: 'rec-1',
  title: 'Встреча',
  createdAt: '2026-11-20T10:00:00.000Z',
  creator: anna.key,
  roster: [anna.key],
  speech: [{ speaker: anna.key, text: 'Перенос релиза.' }],
};

/** What a reader gets of the transcript, by the tool and as a resource. */
async function read() {
  const { data, summary } = await people.clientOf('anna', { email: anna.email })(getRecordingTranscript, {
    recording_key: 'rec-1',
  });
  const { token } = await people.signIn(undefined, `id-${crypto.randomUUID()}`, anna.email);
  const params = { uri: 'ktalk://recordings/rec-1/transcript' };
  const reply = await send(people.fetch, people.endpoint, { method: 'resources/read', params, token });
  return { data, summary, resource: String(listOf(reply, 'contents')[0]?.['text']) };
}

const search = (query: string) =>
  people.clientOf('anna', { email: anna.email })(searchInTranscript, { recording_key: 'rec-1', query });

describe.each(['of the index', 'that the index has not read yet'])('a transcript %s', (which) => {
  const serve = async (served: SpaceMeeting) => {
    serveSpace(
      createSpace([anna], [which === 'of the index' ? served : { ...served, transcriptStatus: 'inProgress' }]),
    );
    await migrate();
    await emptyIndex();
    await fillIndex();
    serveSpace(createSpace([anna], [served]));
  };

  test('of which KTalk did not recognize a part is told with its gaps', async () => {
    await serve({ ...meeting, transcriptErrors: GAP });
    const { data, summary, resource } = await read();
    expect(data).toMatchObject({ status: 'complete', data_quality: { status: 'PARTIAL_DATA', notes: GAPS } });
    expect(summary).toBe(`${GAPS}\n[00:00:00] Волкова: Перенос релиза.`);
    expect(resource).toContain(GAPS);
  });

  test('of which KTalk did not recognize a part is searched with its gaps, whatever is found', async () => {
    await serve({ ...meeting, transcriptErrors: GAP });
    const [found, nothing] = [await search('релиз'), await search('бюджет')];
    expect(found.data).toMatchObject({ items: [{}], data_quality: { status: 'PARTIAL_DATA', notes: GAPS } });
    expect(found.summary).toContain(GAPS);
    expect(nothing.data).toMatchObject({ items: [], data_quality: { status: 'PARTIAL_DATA', notes: GAPS } });
    expect(nothing.summary).toBe(`Пока не нашлось.\nДанные неполны: ${GAPS}`);
  });

  test('without errors is told as whole', async () => {
    await serve(meeting);
    expect((await search('бюджет')).data).toMatchObject({ data_quality: { status: 'NO_DATA', notes: null } });
    const { data, summary, resource } = await read();
    expect(data).toMatchObject({ status: 'complete', data_quality: { status: 'OK', notes: null } });
    expect(`${summary} ${resource}`).not.toContain(GAPS);
  });

  test('of errors alone is one that KTalk could not make', async () => {
    await serve({ ...meeting, speech: [], transcriptErrors: GAP });
    expect((await read()).data).toMatchObject({ status: 'error', data_quality: { notes: MISSING_TRANSCRIPT.error } });
  });
});
