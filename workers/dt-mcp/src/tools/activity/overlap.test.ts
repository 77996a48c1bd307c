import { describe, expect, test } from 'vitest';
import { event, type Learner, NOW, newLearner, writer } from '../../testing/person.ts';
import { saveActivityEvent } from './save-activity-event.ts';

const TODAY = '2026-11-16';
const READING = { activity_type: 'reading', occurred_at: `${TODAY}T09:00:00+03:00`, duration_minutes: 25 };

const save = async (learner: Learner, change: object = {}, now = NOW) =>
  (await learner.ask(saveActivityEvent, { ...READING, ...change }, now)).data;

describe('an overlap', () => {
  const at = (time: string, date = TODAY) => `${date}T${time}:00+03:00`;

  test('is reported with the id of the other record; both are stored and the common minutes count once', async () => {
    const learner = newLearner();
    const first = await save(learner, { duration_minutes: 60 });
    const change = { activity_type: 'writing', occurred_at: at('09:30'), duration_minutes: 60 };
    const { data, summary } = await learner.ask(saveActivityEvent, { ...READING, ...change });
    const warning = `Пересекается с другой записью: чтение руководства, 16.11.2026 09:00 (event_id=${first['event_id']}). Общие минуты считаются один раз.`;
    expect(data).toMatchObject({ duplicate: false, day_total_minutes: 90, warnings: [warning] });
    expect(summary).toContain(warning);
  });

  test.each([
    ['work that only touches', { activity_type: 'writing', occurred_at: at('09:25') }, 0],
    ['work inside', { activity_type: 'writing', occurred_at: at('09:10'), duration_minutes: 5 }, 1],
    ['work without minutes', { activity_type: 'writing', occurred_at: at('09:10'), duration_minutes: 0 }, 0],
    ['rest, which takes no minutes', { activity_type: 'rest', occurred_at: at('09:10') }, 0],
  ])('with %s', async (_, change, warnings) => {
    const learner = newLearner();
    await save(learner);
    expect((await save(learner, change))['warnings']).toHaveLength(warnings);
  });

  test('is found across midnight in both directions', async () => {
    const learner = newLearner();
    await save(learner, { occurred_at: at('00:10') });
    const before = { activity_type: 'writing', occurred_at: at('23:40', '2026-11-15'), duration_minutes: 60 };
    expect((await save(learner, before))['warnings']).toHaveLength(1);
    expect((await save(learner, { activity_type: 'practice', occurred_at: at('00:20') }))['warnings']).toHaveLength(2);
  });

  test('with many records lists five of them and counts the rest', async () => {
    const learner = newLearner();
    const short = [...Array(40).keys()].map((i) =>
      event({
        at: at(`0${Math.floor(i / 20)}:${String((i % 20) * 3).padStart(2, '0')}`),
        minutes: 1,
        source: 'timer',
      }),
    );
    await learner.twin.events.saveEvents(short, writer());
    const { warnings } = (await save(learner, { occurred_at: at('00:00'), duration_minutes: 600 })) as {
      warnings: string[];
    };
    expect(warnings).toHaveLength(6);
    expect(warnings.at(-1)).toBe('И ещё пересечений: 35.');
  });
});
