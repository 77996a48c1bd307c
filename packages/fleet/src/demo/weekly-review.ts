import { caveat, goOnWithoutData, type Instruction, type Quality, Scene } from './scene.ts';

/** The fields of `dt_get_week_summary` that the demo reads. */
interface WeekFacts extends Quality {
  readonly week: { readonly iso: string; readonly start: string; readonly end: string };
  readonly days_with_activity: number | null;
  readonly time: { readonly total_minutes: number | null; readonly avg_minutes_per_active_day: number | null };
}

/** «Подведи итоги недели»: facts, a question, a note that is saved after a yes. */
export async function playWeeklyReview(login: string, portOffset: number): Promise<string> {
  const scene = new Scene('Подведи итоги недели', login, portOffset);
  scene.talk.learner('Подведи итоги недели.');
  const first = await scene.step({ intent: 'week_review' });
  const facts = await scene.twin<WeekFacts>('dt_get_week_summary', { week: 'previous' });
  if (facts.data_quality.status === 'NO_DATA') {
    await goOnWithoutData(scene, first.state, 'Записей за эту неделю пока нет');
  } else await withData(scene, first, facts);
  return scene.end();
}

async function withData(scene: Scene, step: Instruction, facts: WeekFacts): Promise<void> {
  const { talk } = scene;
  talk.guide([...factLines(facts), step.questions[0] ?? ''].join('\n'));
  talk.learner('Порадовало, что садился за дело и без настроения. Дальше — дописать черновик. Сохрани.');
  await scene.step({ state: 'weekly_reflection_save', from: step.state });
  const note = {
    type: 'weekly',
    period: { start: facts.week.start, end: facts.week.end },
    achievements: ['Садился за дело и без настроения'],
    next_focus: ['Дописать черновик'],
  };
  talk.guide(
    'Вот что уйдёт в двойник: достижение «Садился за дело и без настроения», фокус «Дописать черновик». Сохраняю?',
  );
  talk.learner('Да.');
  const saved = await scene.twin<{ created: boolean }>('dt_save_reflection_note', note);
  talk.guide(
    saved.created
      ? 'Сохранил. Хорошей недели!'
      : 'Такая заметка уже сохранена, второй раз не записываю. Хорошей недели!',
  );
}

function factLines(facts: WeekFacts): readonly string[] {
  const { week, days_with_activity, time } = facts;
  const [start, end] = [week.start, week.end].map((date) => `${date.slice(8)}.${date.slice(5, 7)}`);
  return [
    ...caveat(facts),
    `Неделя ${start}–${end}: ${days_with_activity} из 7 дней, ${time.total_minutes} мин, в среднем ${time.avg_minutes_per_active_day} мин за активный день.`,
  ];
}
