import { afterAll, expect, test } from 'vitest';
import { emailOf } from '../../testing/office.ts';
import { fillIndex, people, restoreNetwork, serveSpace } from '../../testing/person.ts';
import { createSpace } from '../../testing/space.ts';
import { searchInTranscripts } from './search-in-transcripts.ts';

afterAll(restoreNetwork);

test.each(['да', 'ок', 'нет'])('%s that somebody said four hundred times in a row is found', async (word) => {
  const anna = { key: 'u-anna', email: emailOf('anna'), surname: 'anna' };
  const speech = [{ speaker: anna.key, text: Array.from({ length: 400 }, () => word).join(' ') }];
  const meeting = {
    key: 'rec-1',
    title: 'Связь',
    createdAt: '2026-11-20T10:00:00.000Z',
    creator: anna.key,
    roster: [],
  };
  serveSpace(createSpace([anna], [{ ...meeting, speech }]));
  await fillIndex();
  const { data } = await people.clientOf('anna', { email: anna.email })(searchInTranscripts, { query: word });
  expect(data).toMatchObject({ items: expect.arrayContaining([expect.objectContaining({ recording_key: 'rec-1' })]) });
});
