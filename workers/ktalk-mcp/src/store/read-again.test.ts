import { afterAll, expect, test } from 'vitest';
import gaps from '../../migrations/0004_gaps.sql?raw';
import { emailOf } from '../testing/office.ts';
import { bindings, emptyIndex, fillIndex, migrate, restoreNetwork, serveSpace } from '../testing/person.ts';
import { createSpace } from '../testing/space.ts';
import { d1IndexWriter } from './d1-index-writer.ts';

afterAll(restoreNetwork);

const anna = { key: 'u-anna', email: emailOf('anna'), surname: 'Волкова' };
const meetingOf = (key: string) => ({
  key,
  title: 'Встреча',
  createdAt: '2026-11-20T10:00:00.000Z',
  creator: anna.key,
  roster: [anna.key],
  speech: [{ speaker: anna.key, text: 'Перенос релиза.' }],
});

test('transcripts that are read again because of a new column wait behind those that were never read', async () => {
  serveSpace(createSpace([anna], ['read-1', 'read-2', 'new'].map(meetingOf)));
  await migrate();
  await emptyIndex();
  await fillIndex();
  const { DB } = bindings;
  const unread = "UPDATE recording SET transcript_status = NULL, transcript_due = 0 WHERE key = 'new'";
  await DB.batch([unread, gaps.slice(gaps.indexOf('UPDATE'))].map((sql) => DB.prepare(sql)));
  const due = await d1IndexWriter(DB).dueTranscripts(Date.now(), 3);
  expect(due.map(({ key }) => key)).toEqual(['new', 'read-1', 'read-2']);
});
