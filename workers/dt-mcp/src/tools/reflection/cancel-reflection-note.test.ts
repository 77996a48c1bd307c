import { expect, test } from 'vitest';
import { newLearner, refusalOf } from '../../testing/person.ts';
import { getWeekSummary } from '../weeks/get-week-summary.ts';
import { cancelReflectionNote } from './cancel-reflection-note.ts';
import { listReflectionNotes } from './list-reflection-notes.ts';
import { saveReflectionNote } from './save-reflection-note.ts';

test('a cancelled note is not listed, closes no day, and may be written again', async () => {
  const learner = newLearner();
  const note = { type: 'daily', text: 'мысль', period: { start: '2026-11-12', end: '2026-11-12' } };
  const { data } = await learner.ask(saveReflectionNote, note);
  expect((await learner.ask(getWeekSummary, { week: 'previous' })).data).toMatchObject({
    data_quality: { status: 'PARTIAL_DATA' },
  });
  const { data: gone } = await learner.ask(cancelReflectionNote, { note_id: data['note_id'] });
  expect(gone).toMatchObject({ already_cancelled: false });
  expect((await learner.ask(listReflectionNotes, {})).data).toMatchObject({ notes: [], total_estimate: 0 });
  expect((await learner.ask(getWeekSummary, { week: 'previous' })).data).toMatchObject({
    data_quality: { status: 'NO_DATA' },
  });
  const { data: second } = await learner.ask(saveReflectionNote, note);
  expect(second).toMatchObject({ created: true });
  expect(second['note_id']).not.toBe(data['note_id']);
});

test('the key of a cancelled note stays used, and the refusal says what to do', async () => {
  const learner = newLearner();
  const note = { type: 'insight', text: 'мысль', idempotency_key: 'k' };
  const { data } = await learner.ask(saveReflectionNote, note);
  await learner.ask(cancelReflectionNote, { note_id: data['note_id'] });
  const refusal = await refusalOf(learner.ask(saveReflectionNote, note));
  expect(refusal).toMatchObject({ code: 'CONFLICT', field: 'idempotency_key' });
  expect(refusal.hint).toContain('другим ключом');
});

test('a note of another learner cannot be cancelled', async () => {
  const [anna, boris] = [newLearner(), newLearner()];
  const { data } = await anna.ask(saveReflectionNote, { type: 'daily', text: 'мысль' });
  const { note_id } = data;
  expect(await refusalOf(boris.ask(cancelReflectionNote, { note_id }))).toMatchObject({
    code: 'NOT_FOUND',
    hint: 'Номера показывает dt_list_reflection_notes.',
  });
  expect(await refusalOf(boris.ask(cancelReflectionNote, { note_id: 'x' }))).toMatchObject({ code: 'NOT_FOUND' });
  expect((await anna.ask(listReflectionNotes, {})).data).toMatchObject({ total_estimate: 1 });
});
