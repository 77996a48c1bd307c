import { Temporal } from 'temporal-polyfill';
import { caveat, type Quality, Scene } from './scene.ts';

/** The fields of `dt_get_week_summary` that the demo reads. */
interface LastWeek extends Quality {
  readonly week: { readonly start: string; readonly end: string };
  readonly days_with_activity: number | null;
  readonly time: { readonly total_minutes: number | null };
}

/** The fields of `dt_get_week_plan` that the demo reads. */
interface PlannedWeek {
  readonly plan: { readonly version: number } | null;
}

const MINUTES = 30;
/** Monday, Wednesday, Friday. */
const DAYS = [0, 2, 4];

/** «План недели»: two numbers, days, a rule for a hard day; it is saved after a yes. */
export async function playWeekPlan(login: string, portOffset: number): Promise<string> {
  const scene = new Scene('План недели', login, portOffset);
  const { talk } = scene;
  talk.learner('Составь план на следующую неделю.');
  const entry = await scene.step({ intent: 'plan_week' });
  const last = await scene.twin<LastWeek>('dt_get_week_summary', { week: 'previous' });
  const monday = Temporal.PlainDate.from(last.week.start).add({ weeks: 2 });
  const { plan } = await scene.twin<PlannedWeek>('dt_get_week_plan', { week: monday.toString() });
  const planned = plan === null ? [] : ['План на эту неделю уже есть.'];
  talk.guide([...lastWeekLines(last), ...planned, entry.questions[0] ?? ''].join('\n'));
  talk.learner(`Три дня по ${MINUTES} минут.`);
  const days = await scene.step({ state: 'plan_by_days', from: entry.state });
  talk.guide(`Понедельник, среда и пятница, по ${MINUTES} минут: дописать черновик. ${days.questions[0] ?? ''}`);
  talk.learner('Подходит.');
  const rules = await scene.step({ state: 'plan_invariants', from: days.state });
  talk.guide(rules.questions[0] ?? '');
  talk.learner('Открыть черновик и написать одну фразу.');
  const save = await scene.step({ state: 'plan_save', from: rules.state });
  const start = [monday.day, monday.month].map((part) => String(part).padStart(2, '0')).join('.');
  const summary = `3 дня, ${3 * MINUTES} минут. В трудный день — одна фраза.`;
  talk.guide(`Неделя с ${start}: ${summary} ${save.questions[0] ?? ''}`);
  talk.learner('Да.');
  const saved = await scene.twin<{ weekly_target_minutes: number; operation: string }>('dt_save_week_plan', {
    ...planOf(monday),
    ...(plan !== null && { expected_version: plan.version }),
  });
  talk.guide(
    saved.operation === 'unchanged'
      ? 'Такой план уже сохранён, второй раз не записываю.'
      : `Сохранил: ${saved.weekly_target_minutes} минут за неделю. Первое занятие — в понедельник.`,
  );
  return scene.end();
}

function planOf(monday: Temporal.PlainDate) {
  return {
    week_start: monday.toString(),
    target_days: DAYS.length,
    target_minutes_per_day: MINUTES,
    days: DAYS.map((day) => ({ date: monday.add({ days: day }).toString(), minutes: MINUTES, focus: 'Черновик' })),
    invariants: ['В трудный день — открыть черновик и написать одну фразу'],
  };
}

function lastWeekLines(last: LastWeek): readonly string[] {
  if (last.data_quality.status === 'NO_DATA') {
    return ['За прошлую неделю записей о делах нет. Три дня по 15–25 минут — хороший старт.'];
  }
  const { days_with_activity: days, time } = last;
  return [...caveat(last), `На прошлой неделе: дней с занятиями — ${days}, ${time.total_minutes} мин.`];
}
