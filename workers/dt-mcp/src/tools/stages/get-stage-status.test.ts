import { beforeAll, describe, expect, test } from 'vitest';
import type { StageId } from '../../domain/stages/stages.ts';
import { addDays } from '../../domain/time/calendar.ts';
import { event, type Learner, MONDAY, NOW, newLearner, writer } from '../../testing/person.ts';
import { getMetricTrend } from '../weeks/get-metric-trend.ts';
import { getStageStatus } from './get-stage-status.ts';
import { saveStageAssessment } from './save-stage-assessment.ts';

const DAY_MS = 86_400_000;

/** Weeks of active mornings, all reported by the timer. */
async function learnerOf(weeks: number, days: number, minutes: number, more: object = {}): Promise<Learner> {
  const learner = newLearner();
  const events = Array.from({ length: weeks }, (_, back) => back).flatMap((back) =>
    Array.from({ length: days }, (_, day) => {
      const at = `${addDays(MONDAY, day - 7 * back)}T08:00:00+03:00`;
      return { ...event({ at, minutes, source: 'timer' }), ...more };
    }),
  );
  await learner.twin.events.saveEvents(events, writer());
  await learner.twin.events.saveSyncReport(
    { source: 'timer', from: addDays(MONDAY, -170), to: addDays(MONDAY, 6) },
    writer(),
  );
  return learner;
}
const propose = (learner: Learner, proposed_stage: string, nowMs: number) =>
  learner.ask(saveStageAssessment, { proposed_stage, basis: 'dialog', reason: 'обсудили' }, nowMs);

describe('the history', () => {
  let learner: Learner;
  beforeAll(async () => {
    learner = await learnerOf(4, 4, 90);
  });

  test('shows the confirmed stage from which each step started, and an unconfirmed assessment does not change it', async () => {
    await propose(learner, 'Случайный', NOW - 90 * DAY_MS);
    expect((await propose(learner, 'Практикующий', NOW)).data).toMatchObject({ confirmed: true });
    expect((await propose(learner, 'Проактивный', NOW + 1000)).data).toMatchObject({ confirmed: false });
    expect((await learner.ask(getStageStatus, {}, NOW + 2000)).data).toMatchObject({
      confirmed: 'STG.Learner.Practicing',
      history: [
        { from: 'STG.Learner.Practicing', to: 'STG.Learner.Proactive', confirmed: false },
        { from: 'STG.Learner.Random', to: 'STG.Learner.Practicing', confirmed: true },
        { from: null, to: 'STG.Learner.Random', confirmed: true },
      ],
    });
  });
});

describe('in the summary', () => {
  test('stages, criteria and statuses have Russian names, and numbers a decimal comma', async () => {
    const { summary } = await (await learnerOf(4, 3, 62)).ask(getStageStatus, {});
    expect(summary.split('\n').slice(0, 5)).toEqual([
      'Ступень по числам: Случайный; подтверждена: пока никакая.',
      'До ступени Практикующий, за 4 полные недели:',
      'Часов в неделю: 3,1 ч/нед, нужно от 4 — не выполнено',
      'Дней в неделю со слотом: 3 дн/нед, нужно от 3 — выполнено',
      'Серия: 3 дн, нужно от 3 — выполнено',
    ]);
  });

  test('an unknown value is named as unknown, not as zero', async () => {
    const { data, summary } = await newLearner().ask(getStageStatus, { detail: 'full' });
    expect(summary).toContain('Ступень по числам: записей о делах нет; подтверждена: пока никакая.');
    expect(summary).toContain(
      'Часов в неделю: значения нет, нужно от 4 — неизвестно: записей о делах за это время нет',
    );
    const stages = data['stages'] as { criteria: { value: number | null; status: string }[] }[];
    for (const { value, status } of stages.flatMap(({ criteria }) => criteria)) {
      expect([value, status]).toEqual([null, 'unknown']);
    }
    expect(data).toMatchObject({ accounted_hours: null, invested_hours: null });
  });

  test('a trend is named in words, and omitted without enough weeks', async () => {
    const hours = { metric_ids: ['hours_per_week'] };
    const few = await (await learnerOf(1, 3, 62)).ask(getMetricTrend, { ...hours, period: '4w' });
    expect(few.summary).toContain('Часов в неделю: нет; нет; нет; 3,1 — растёт');
    const none = await newLearner().ask(getMetricTrend, hours);
    expect(none.summary).toContain('Часов в неделю: неизвестно, записей о делах нет.');
    const steady = await (await learnerOf(8, 3, 60)).ask(getMetricTrend, hours);
    expect(steady.summary).toContain('— держится.\n');
  });
});

describe('a confirmed stage above the estimate', () => {
  const DISCIPLINED = 'STG.Learner.Disciplined';
  const PRACTICING = 'STG.Learner.Practicing';
  /** The numbers say Practicing. */
  const learnerAbove = async (confirmed: StageId) => {
    const learner = await learnerOf(4, 4, 90);
    await learner.twin.documents.saveDocument(
      'stage_assessment',
      {
        id: null,
        create: true,
        label: 'confirmed',
        date: '2026-10-01',
        body: {
          proposedStage: confirmed,
          basis: 'dialog',
          reason: 'обсудили',
          confidence: null,
          estimate: confirmed,
          confirmed: true,
        },
        expectedVersion: 0,
        idempotencyKey: null,
      },
      writer(NOW - 40 * DAY_MS),
    );
    return learner;
  };

  test('stays, and is shown with the estimate', async () => {
    const { data, summary } = await (await learnerAbove(DISCIPLINED)).ask(getStageStatus, {});
    expect(data).toMatchObject({ estimate: DISCIPLINED, numbers: PRACTICING, confirmed: DISCIPLINED });
    expect(summary).toMatch(/^Ступень по числам: Практикующий.*; подтверждена: Дисциплинированный\.\n/);
  });

  test('is not confirmed again by a dialog that repeats it against the estimate', async () => {
    const { data, summary } = await propose(await learnerAbove(DISCIPLINED), 'Дисциплинированный', NOW);
    expect(data).toMatchObject({ estimate: PRACTICING, differs_from_estimate: true, confirmed: false });
    expect(summary).toContain(
      'Оценка записана: Дисциплинированный, не подтверждена (по числам: Практикующий) (assessment_id=',
    );
  });

  test('is replaced only by a dialog that agrees with the estimate', async () => {
    const learner = await learnerAbove(DISCIPLINED);
    const { data, summary } = await propose(learner, 'Практикующий', NOW);
    expect(data).toMatchObject({ estimate: PRACTICING, differs_from_estimate: false, confirmed: true });
    expect(summary).toContain('Оценка записана: Практикующий, подтверждена (assessment_id=');
    expect((await learner.ask(getStageStatus, {}, NOW + 1000)).data).toMatchObject({ confirmed: PRACTICING });
  });

  test('has no next stage if it is the highest', async () => {
    const { data, summary } = await (await learnerAbove('STG.Learner.Proactive')).ask(getStageStatus, {});
    expect(data).toMatchObject({ estimate: 'STG.Learner.Proactive', next: null, window_weeks: null, criteria: [] });
    expect(summary).not.toContain('До ступени');
  });
});

describe('accounted time', () => {
  test('is shown over the window of the next stage with its norm, and is not a criterion', async () => {
    const { data, summary } = await (await learnerOf(12, 4, 60)).ask(getStageStatus, {});
    expect(data).toMatchObject({ next: 'STG.Learner.Systematic', window_weeks: 8, accounted_hours: 32 });
    expect(summary).toContain('Учтённое время: 32 ч из вложенных 32 ч, норма 20 ч; ступень оно не определяет.');
    expect(JSON.stringify(data['criteria'])).not.toContain('accounted');
  });

  test('is no bare zero after hours of work: the summary says what is accounted for', async () => {
    const { data, summary } = await (await learnerOf(8, 2, 60, { source: 'manual_log' })).ask(getStageStatus, {});
    expect(data).toMatchObject({ accounted_hours: 0, invested_hours: 8 });
    expect(summary).toContain(
      'Учтённое время: пока нет: вложено 8 ч, но в учёт идут записи таймера и записи с ролью или методом',
    );
  });

  test('counts manual records only with a role or a method', async () => {
    const hours = async (more: object) => {
      const learner = await learnerOf(1, 2, 60, { source: 'manual_log', ...more });
      return (await learner.ask(getStageStatus, {})).data['accounted_hours'];
    };
    expect([await hours({}), await hours({ role: 'автор' }), await hours({ method: 'моделирование' })]).toEqual([
      0, 2, 2,
    ]);
  });
});

test.each([
  ['a relapse, whenever the activity before it was', 'reading', 1],
  ['no relapse when there was only rest before it', 'rest', 0],
])('a silence at the head of the longest window is %s', async (_, before, expected) => {
  const learner = newLearner();
  const start = addDays(MONDAY, 7 - 168);
  const mornings = [-14, ...Array.from({ length: 161 }, (_, day) => day + 7)];
  const typeOf = (day: number) => (day < 0 ? before : 'reading');
  const events = mornings.map((day) =>
    event({ at: `${addDays(start, day)}T08:00:00+03:00`, source: 'timer', type: typeOf(day) }),
  );
  await learner.twin.events.saveEvents(events, writer());
  const reported = { source: 'timer', from: addDays(start, -14), to: addDays(MONDAY, 7) } as const;
  await learner.twin.events.saveSyncReport(reported, writer());
  const { data } = await learner.ask(getStageStatus, { detail: 'full' });
  const stages = data['stages'] as readonly {
    window_weeks: number;
    criteria: { id: string; value: number | null }[];
  }[];
  const relapses = stages.flatMap(({ window_weeks, criteria }) =>
    criteria.filter(({ id }) => id === 'relapse_count').map(({ value }) => [window_weeks, value]),
  );
  expect(relapses).toEqual([
    [8, 0],
    [12, 0],
    [24, expected],
  ]);
});
