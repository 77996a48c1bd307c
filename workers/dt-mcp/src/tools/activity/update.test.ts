import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { event, type Learner, NOW, newLearner, refusalOf, writer } from '../../testing/person.ts';
import { getWeekSummary } from '../weeks/get-week-summary.ts';
import { getTimeInvestedSummary } from './get-time-invested-summary.ts';
import { listActivityEvents } from './list-activity-events.ts';
import { listWorkProducts } from './list-work-products.ts';
import { saveActivityEvent } from './save-activity-event.ts';
import { saveWorkProduct } from './save-work-product.ts';
import { updateActivityEvent } from './update-activity-event.ts';
import { updateWorkProduct } from './update-work-product.ts';

const DAY = '2026-11-10';
const at = (time: string) => `${DAY}T${time}:00+03:00`;
const PERIOD = { start_date: DAY, end_date: DAY };
const READING = { activity_type: 'reading', occurred_at: at('09:00'), duration_minutes: 25, title: 'Глава' };

const save = async ({ ask }: Learner, more: object = {}) =>
  (await ask(saveActivityEvent, { ...READING, ...more })).data;
const update = async ({ ask }: Learner, input: object) => (await ask(updateActivityEvent, input)).data;
const listed = async ({ ask }: Learner) =>
  (await ask(listActivityEvents, PERIOD)).data['events'] as readonly Record<string, unknown>[];

describe('a changed record', () => {
  test('keeps its id and the fields that are not named, and counts with its new minutes', async () => {
    const learner = newLearner();
    const { event_id } = await save(learner, { duration_minutes: 400 });
    const changed = await update(learner, { event_id, duration_minutes: 40, activity_type: 'письмо' });
    expect(changed).toMatchObject({ event_id, version: 2, operation: 'updated', day_total_minutes: 40 });
    expect(await listed(learner)).toMatchObject([
      {
        event_id,
        version: 2,
        activity_type: 'writing',
        duration_minutes: 40,
        title: 'Глава',
        occurred_at: at('09:00'),
      },
    ]);
    expect((await learner.ask(getTimeInvestedSummary, PERIOD)).data).toMatchObject({ total_minutes: 40 });
  });

  test('of unknown duration has no minutes, neither its own nor of its day', async () => {
    const learner = newLearner();
    await learner.twin.events.saveEvents([event({ at: at('09:00'), minutes: null, source: 'bot' })], writer());
    const [{ event_id } = {}] = await listed(learner);
    const untimed = { duration_minutes: null, minutes_by_date: [], day_total_minutes: null };
    expect(await update(learner, { event_id, title: 'Глава' })).toMatchObject(untimed);
    const { total_minutes } = (await learner.ask(getTimeInvestedSummary, PERIOD)).data;
    expect(total_minutes).toBeNull();
    const timed = { minutes_by_date: [{ date: DAY, minutes: 25 }], day_total_minutes: 25 };
    expect(await update(learner, { event_id, duration_minutes: 25 })).toMatchObject(timed);
  });

  test('can be changed again by the same call, which changes nothing, and not by an old version', async () => {
    const learner = newLearner();
    const { event_id } = await save(learner);
    const change = { event_id, title: 'Другая', expected_version: 1 };
    expect(await update(learner, change)).toMatchObject({ version: 2, operation: 'updated' });
    expect(await update(learner, change)).toMatchObject({ version: 2, operation: 'unchanged' });
    const refusal = await refusalOf(update(learner, { ...change, title: 'Третья' }));
    expect(refusal).toMatchObject({ code: 'CONFLICT', field: 'expected_version' });
    expect(await update(learner, { event_id, title: 'Третья' })).toMatchObject({ version: 3 });
  });

  test('changed fifty times at once with one version is changed once', async () => {
    const learner = newLearner();
    const { event_id } = await save(learner);
    const tries = await Promise.allSettled(
      Array.from({ length: 50 }, (_, i) => update(learner, { event_id, title: `${i}`, expected_version: 1 })),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('reports the overlaps and the dates that saving it would have reported', async () => {
    const time = fc.record({ hour: fc.integer({ min: 8, max: 23 }), minutes: fc.integer({ min: 1, max: 170 }) });
    await fc.assert(
      fc.asyncProperty(time, time, async (one, other) => {
        const input = ({ hour, minutes }: typeof one) => ({
          occurred_at: at(`${String(hour).padStart(2, '0')}:00`),
          duration_minutes: minutes,
        });
        const [saved, updated] = [newLearner(), newLearner()];
        for (const learner of [saved, updated]) await save(learner, { ...input(one), activity_type: 'practice' });
        const asSaved = await save(saved, input(other));
        const { event_id } = await save(updated, { occurred_at: '2026-11-12T09:00:00+03:00' });
        const asUpdated = await update(updated, { event_id, ...input(other) });
        const context = ({ day_total_minutes, streak_days, minutes_by_date, warnings }: typeof asSaved) => {
          const overlaps = (warnings as string[]).map((warning) => warning.replace(/event_id=[\w-]+/, ''));
          return { day_total_minutes, streak_days, minutes_by_date, overlaps };
        };
        expect(context(asUpdated)).toEqual(context(asSaved));
      }),
      { numRuns: 15 },
    );
  });

  test('leaves its place free: the first activity can be recorded again', async () => {
    const learner = newLearner();
    const { event_id } = await save(learner);
    await update(learner, { event_id, occurred_at: at('12:00') });
    expect(await save(learner)).toMatchObject({ duplicate: false });
    expect(await listed(learner)).toHaveLength(2);
    expect(await save(learner)).toMatchObject({ duplicate: true });
  });

  test('takes the place it is moved to: the same activity recorded there again does not count twice', async () => {
    const learner = newLearner();
    const { event_id } = await save(learner);
    await update(learner, { event_id, occurred_at: at('12:00') });
    const again = { occurred_at: at('12:00') };
    expect(await save(learner, again)).toMatchObject({ event_id, duplicate: true, day_total_minutes: 25 });
    await update(learner, { event_id, activity_type: 'writing' });
    expect(await save(learner, { ...again, activity_type: 'writing' })).toMatchObject({ event_id, duplicate: true });
    expect(await save(learner, { ...again, idempotency_key: 'k' })).toMatchObject({ duplicate: false });
    expect(await listed(learner)).toHaveLength(2);
  });

  test('that was measured weighs no more than words once its time is corrected', async () => {
    const learner = newLearner();
    const [saved] = await learner.twin.events.saveEvents([event({ at: at('09:00'), source: 'timer' })], writer());
    const event_id = saved?.status === 'stored' ? saved.event.eventId : '';
    await update(learner, { event_id, title: 'Глава' });
    expect(await listed(learner)).toMatchObject([{ confidence: 0.8, source: 'timer' }]);
    await update(learner, { event_id, duration_minutes: 20 });
    expect(await listed(learner)).toMatchObject([{ confidence: 0.4, source: 'timer' }]);
  });

  test.each([
    ['an end in the future', { occurred_at: new Date(NOW).toISOString() }, 'INVALID_ARGUMENT', 'occurred_at'],
    ['minutes that end in the future', { duration_minutes: 600 }, 'INVALID_ARGUMENT', 'duration_minutes'],
    [
      'a start and minutes that end in the future',
      { occurred_at: at('09:00').replace(DAY, '2026-11-16'), duration_minutes: 600 },
      'INVALID_ARGUMENT',
      'occurred_at',
    ],
    ['sleep', { activity_type: 'sleep' }, 'INVALID_ARGUMENT', 'activity_type'],
    ['nothing', {}, 'INVALID_ARGUMENT', 'input'],
    ['an unknown product', { work_product_id: 'x' }, 'NOT_FOUND', 'work_product_id'],
    ['an unknown record', { event_id: 'x', title: 'Глава' }, 'NOT_FOUND', 'event_id'],
  ])('is refused with %s for what was sent, and stays as it was', async (_, change, code, field) => {
    const learner = newLearner();
    const { event_id } = await save(learner, { occurred_at: '2026-11-16T09:00:00+03:00' });
    expect(await refusalOf(update(learner, { event_id, ...change }))).toMatchObject({ code, field });
    const today = { start_date: '2026-11-16', end_date: '2026-11-16' };
    const { data } = await learner.ask(listActivityEvents, today);
    expect(data['events']).toMatchObject([{ event_id, version: 1, duration_minutes: 25 }]);
  });
});

describe('a changed product', () => {
  const product = async ({ ask }: Learner) =>
    (await ask(saveWorkProduct, { type: 'draft', title: 'Черновик', finished: false })).data['product'] as {
      product_id: string;
    };
  const change = async ({ ask }: Learner, input: object) => (await ask(updateWorkProduct, input)).data;

  test('keeps the fields that are not named', async () => {
    const learner = newLearner();
    const { product_id } = await product(learner);
    const { data, summary } = await learner.ask(updateWorkProduct, { product_id, finished: true, type: 'post' });
    expect(data).toMatchObject({ product: { product_id, finished: true, version: 2 }, operation: 'updated' });
    expect(summary).toContain('Продукт изменён: пост');
    const period = { start_date: '2026-11-16', end_date: '2026-11-16' };
    expect((await learner.ask(listWorkProducts, period)).data).toMatchObject({
      total: 1,
      products: [{ product_id, title: 'Черновик', type: 'post', finished: true, version: 2 }],
    });
  });

  test('is changed once by a repeated call, and not by an old version', async () => {
    const learner = newLearner();
    const { product_id } = await product(learner);
    const done = { product_id, finished: true, expected_version: 1 };
    expect(await change(learner, done)).toMatchObject({ operation: 'updated' });
    expect(await change(learner, done)).toMatchObject({ operation: 'unchanged' });
    const refusal = await refusalOf(change(learner, { product_id, title: 'Другой', expected_version: 1 }));
    expect(refusal).toMatchObject({ code: 'CONFLICT', field: 'expected_version' });
    expect(await refusalOf(change(learner, { product_id: 'x', title: 'y' }))).toMatchObject({
      code: 'NOT_FOUND',
      hint: 'Номера показывает dt_list_work_products.',
    });
    expect(await refusalOf(change(learner, { product_id }))).toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  test('counts on the day it was finished, and not on the day it was begun', async () => {
    const learner = newLearner();
    const begun = { type: 'draft', title: 'Черновик', finished: false, date: '2026-11-03' };
    const { product_id } = (await learner.ask(saveWorkProduct, begun)).data['product'] as { product_id: string };
    const { data, summary } = await learner.ask(updateWorkProduct, { product_id, finished: true });
    expect(data).toMatchObject({ product: { finished: true, date: '2026-11-16' } });
    expect(summary).toContain('16.11.2026, завершён');
    const productsOf = async (week: string) => (await learner.ask(getWeekSummary, { week })).data['work_products'];
    expect(await productsOf('2026-11-03')).toMatchObject({ total: null });
    expect(await productsOf('current')).toMatchObject({ total: 1 });
    // A finished product that is changed again stays where it counts.
    expect(await change(learner, { product_id, date: '2026-11-12' })).toMatchObject({ operation: 'updated' });
    await change(learner, { product_id, finished: true, url: 'https://example.org/' });
    expect(await productsOf('2026-11-12')).toMatchObject({ total: 1 });
  });

  test('counts on the day that is named with its end', async () => {
    const learner = newLearner();
    const { product_id } = await product(learner);
    expect(await change(learner, { product_id, finished: true, date: '2026-11-13' })).toMatchObject({
      product: { date: '2026-11-13' },
    });
  });
});
