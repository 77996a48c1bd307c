import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EXERCISE_VERDICTS, exercisesDone, guidesStudied } from '../../domain/activity/studies.ts';
import { type Learner, newLearner } from '../../testing/person.ts';
import { cancelActivityEvent } from '../activity/cancel-activity-event.ts';
import { saveActivityEvent } from '../activity/save-activity-event.ts';
import { updateActivityEvent } from '../activity/update-activity-event.ts';
import { getProgress } from './get-progress.ts';

/** Saves a reading as the model composes it from an answer of the guides. */
const read = (learner: Learner, page: string, pages: number, hour: number) =>
  learner.ask(saveActivityEvent, {
    activity_type: 'reading',
    occurred_at: `2026-11-16T0${hour}:00:00+03:00`,
    duration_minutes: 20,
    guide_ref: page,
    guide_pages: pages,
  });

/** Saves what the exercises suggest after a check. */
const solve = (learner: Learner, exercise: string, verdict: (typeof EXERCISE_VERDICTS)[number], attempt: string) =>
  learner.ask(saveActivityEvent, {
    activity_type: 'writing',
    occurred_at: '2026-11-16T10:00:00+03:00',
    duration_minutes: 15,
    title: 'Упражнение «Объясни слот»',
    guide_ref: 'X1.1:3',
    exercise_ref: exercise,
    exercise_verdict: verdict,
    idempotency_key: `exercises:${attempt}`,
  });

const studiesOf = async (learner: Learner) => {
  const { data, summary } = await learner.ask(getProgress, {});
  return { guides: data['guides'], exercises: data['exercises'], summary };
};

describe('guides and exercises in the progress', () => {
  test('come from what the model carried over, and from nothing else', async () => {
    const learner = newLearner();
    await read(learner, 'X1.1:3', 12, 8);
    await read(learner, 'X1.2:1', 12, 9);
    await solve(learner, 'ex-x1-06', 'needs_revision', 'a');
    await solve(learner, 'ex-x1-06', 'accepted', 'b');
    await solve(learner, 'ex-x1-02', 'rejected', 'c');
    const { guides, exercises, summary } = await studiesOf(learner);
    expect(guides).toEqual([{ id: 'X1', done: 2, total: 12, why: null }]);
    expect(exercises).toEqual({ accepted: 1, revision: 1, why: null });
    expect(summary).toContain('Упражнения: принято 1, на доработке 1.');
    expect(summary).toContain('Страницы руководств, о которых есть записи: «X1» — 2 из 12.');
  });

  test('of a guide of which only exercises are recorded have the size that the exercises say', async () => {
    const learner = newLearner();
    await learner.ask(saveActivityEvent, {
      activity_type: 'writing',
      occurred_at: '2026-11-16T10:00:00+03:00',
      duration_minutes: 15,
      guide_ref: 'X1.1:3',
      guide_pages: 12,
      exercise_ref: 'ex-x1-06',
      exercise_verdict: 'accepted',
      idempotency_key: 'exercises:a',
    });
    const { guides, exercises } = await studiesOf(learner);
    expect(guides).toEqual([{ id: 'X1', done: 1, total: 12, why: null }]);
    expect(exercises).toEqual({ accepted: 1, revision: 0, why: null });
  });

  test('of an empty twin are unknown, with the reason, and not zero', async () => {
    const { guides, exercises, summary } = await studiesOf(newLearner());
    expect(guides).toEqual([]);
    expect(exercises).toEqual({ accepted: null, revision: null, why: 'записей об упражнениях нет' });
    expect(summary).not.toMatch(/Упражнения|Страницы/);
  });

  test('say what the records leave open', async () => {
    const learner = newLearner();
    await learner.ask(saveActivityEvent, {
      activity_type: 'practice',
      occurred_at: '2026-11-16T08:00:00+03:00',
      duration_minutes: 15,
      guide_ref: 'X1.1:3',
      exercise_ref: 'из чата',
    });
    expect(await studiesOf(learner)).toMatchObject({
      guides: [{ id: 'X1', done: 1, total: null, why: 'сколько в руководстве страниц, записи не говорят' }],
      exercises: { accepted: null, revision: null, why: 'записи об упражнениях не называют вердикта' },
    });
  });

  test('follow a correction and a cancellation', async () => {
    const learner = newLearner();
    const { data } = await solve(learner, 'ex-x1-06', 'accepted', 'a');
    const event_id = data['event_id'] as string;
    await learner.ask(updateActivityEvent, { event_id, exercise_verdict: 'needs_revision', guide_pages: 12 });
    expect(await studiesOf(learner)).toMatchObject({
      guides: [{ id: 'X1', done: 1, total: 12 }],
      exercises: { accepted: 0, revision: 1 },
    });
    await learner.ask(cancelActivityEvent, { event_id });
    expect(await studiesOf(learner)).toMatchObject({ guides: [], exercises: { accepted: null } });
  });

  test('are the same whether the store reads them at once or event by event', async () => {
    const input = fc.record({
      hour: fc.integer({ min: 1, max: 9 }),
      page: fc.constantFrom('X1.1:1', 'X1.1:2', 'X2.1:1', 'slot/why/rhythm', 'о слоте'),
      pages: fc.integer({ min: 1, max: 3 }),
      exercise: fc.constantFrom('ex-x1-06', 'ex-x2-01'),
      verdict: fc.constantFrom(...EXERCISE_VERDICTS),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(input, { minLength: 1, maxLength: 8 }), async (inputs) => {
        const learner = newLearner();
        for (const [i, { hour, page, pages, exercise, verdict }] of inputs.entries()) {
          await read(learner, page, pages, hour);
          await solve(learner, exercise, verdict, `${i}`);
        }
        const { events } = await learner.twin.events.listEvents({
          fromMs: 0,
          toMs: Number.MAX_SAFE_INTEGER,
          types: null,
          sources: null,
          order: 'asc',
          limit: 100,
          after: null,
        });
        const guides = events.flatMap(({ guideRef: ref, guidePages: pages, startMs: atMs }) =>
          ref === null ? [] : [{ ref, pages, atMs }],
        );
        const exercises = events.flatMap(({ exerciseRef: ref, exerciseVerdict: verdict }) =>
          ref === null ? [] : [{ ref, verdict }],
        );
        expect(await studiesOf(learner)).toMatchObject({
          guides: guidesStudied(guides),
          exercises: exercisesDone(exercises),
        });
      }),
      { numRuns: 15 },
    );
  });
});
