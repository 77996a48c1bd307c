import { shorten } from '@aisystant/mcp/text';
import { Temporal } from 'temporal-polyfill';
import type { Found } from './find-guide.ts';
import { type Instruction, Scene } from './scene.ts';
import { DEMO_ZONE } from './weeks.ts';

/** The fields of `guides_get` that the demo reads. */
interface Read {
  readonly pages: readonly {
    readonly id: string;
    readonly title: string;
    readonly citation: string;
    readonly markdown: string;
    readonly guide_pages: number;
  }[];
}

/** The fields of `exercises_get` that the demo reads. */
interface Given {
  readonly exercise: {
    readonly id: string;
    readonly title: string;
    readonly prompt: string;
    readonly rubric: { readonly criteria: readonly { readonly name: string }[] } | null;
  };
}

/** The outcome of `exercises_check`, as far as the demo reads it. */
interface Checked {
  readonly score: number;
  readonly passing_score: number;
  readonly graded_by: string;
  readonly strengths: readonly string[];
  readonly issues: readonly { readonly issue: string; readonly suggestion: string }[];
  readonly suggested_events: readonly { readonly title: string; readonly duration_minutes: number }[];
}

const READ_MINUTES = 20;
const EXERCISE_MINUTES = 15;

const ANSWER = `Слот — это время, которое я назначаю себе заранее и держу, как встречу. У него есть день, начало и место, и поэтому
мне не приходится каждый вечер решать, заниматься или нет. Свободное время устроено иначе: это остаток, и его займёт тот, кто
попросит первым. Мой слот стоит обычно утром, одна помидорка, телефон лежит в коридоре. Если сил нет, срабатывает минимум: один
абзац и строка пометки. Слот сохраняется, потому что место в дне уже занято, и на следующий день к нему легко вернуться.`;

/** What a model would grade: levels of the rubric, each with the words that show it. */
const EVALUATION = {
  criterion_scores: {
    main_idea: { score: 40, evidence: 'время, которое я назначаю себе заранее и держу' },
    own_example: { score: 20, evidence: 'Мой слот стоит обычно утром' },
    terminology: { score: 20, evidence: 'одна помидорка' },
    completeness: { score: 10, evidence: 'Свободное время устроено иначе' },
  },
  strengths: ['Отличие названо своими словами'],
  issues: [{ criterion: 'own_example', issue: 'Пример общий', suggestion: 'Назови день и час одного слота' }],
  next_step: 'Назови один слот, который состоялся',
};

/** «Страница и упражнение»: a page is read, its exercise done and checked, and both are saved after a yes. */
export async function playPageAndExercise(login: string, portOffset: number, now: Date): Promise<string> {
  const scene = new Scene('Страница и упражнение', login, portOffset);
  scene.talk.learner('Хочу прочитать, зачем нужен слот.');
  const reading = await scene.step({ intent: 'read_guide' });
  const page = await readPage(scene, reading);
  await saveReading(scene, page, now);
  const session = await scene.step({ state: 'exercise_session', from: reading.state });
  const checked = await doExercise(scene, session, page);
  const feedback = await scene.step({ state: 'exercise_feedback', from: session.state });
  await saveExercise(scene, feedback, checked);
  return scene.end();
}

type Page = Read['pages'][number];

async function readPage(scene: Scene, { questions }: Instruction): Promise<Page> {
  const { talk } = scene;
  const { guides } = await scene.guides<Found>('guides_search', { query: 'слот как обещание себе', limit: 3 });
  const [best] = guides.flatMap(({ pages }) => pages);
  if (best === undefined) throw new Error('the guides have no page about the slot');
  talk.guide(`Есть страница ${best.id} «${best.title}»: ${best.snippet}\nОткрыть?`);
  talk.learner('Да.');
  const { pages } = await scene.guides<Read>('guides_get', { id: best.id });
  const [page] = pages;
  if (page === undefined) throw new Error('the guides gave no page');
  talk.guide([page.citation, shorten(page.markdown, 400), questions[1] ?? ''].join('\n'));
  return page;
}

/** The hour in which a reading began that left time for the exercise: the same for a repetition some minutes later. */
function beganAt(now: Date): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(DEMO_ZONE)
    .subtract({ minutes: READ_MINUTES + EXERCISE_MINUTES + 5 })
    .round({ smallestUnit: 'hour', roundingMode: 'floor' });
}

async function saveReading(scene: Scene, page: Page, now: Date): Promise<void> {
  const { talk } = scene;
  const began = beganAt(now);
  const time = began.toPlainTime().toString({ smallestUnit: 'minute' });
  talk.learner(`Слот — обещание себе, а не остаток. Читал с ${time}, ${READ_MINUTES} минут.`);
  talk.guide(`${time} · чтение · ${READ_MINUTES} мин · ${page.id}. Записываю?`);
  talk.learner('Да. И дай упражнение.');
  const { duplicate } = await scene.twin<{ duplicate: boolean }>('dt_save_activity_event', {
    activity_type: 'reading',
    occurred_at: began.toString({ timeZoneName: 'never', smallestUnit: 'second' }),
    duration_minutes: READ_MINUTES,
    title: page.title,
    guide_ref: page.id,
    guide_pages: page.guide_pages,
  });
  talk.guide(duplicate ? 'Это чтение уже записано.' : 'Записал чтение.');
}

async function doExercise(scene: Scene, { questions }: Instruction, page: Page): Promise<Checked> {
  const { talk } = scene;
  const { exercise } = await scene.exercises<Given>('exercises_get', { guide_page: page.id });
  const criteria = exercise.rubric?.criteria.map(({ name }) => name).join(', ') ?? '';
  talk.guide(`«${exercise.title}»\n${exercise.prompt.trim()}\nСмотрим на: ${criteria}.`);
  talk.learner(ANSWER);
  talk.guide(questions[0] ?? '');
  talk.learner('Отправляй.');
  const { check_id } = await scene.exercises<{ check_id: string }>('exercises_check', {
    exercise_id: exercise.id,
    answer: ANSWER,
    minutes_spent: EXERCISE_MINUTES,
  });
  return scene.exercises<Checked>('exercises_check', { check_id, evaluation: EVALUATION });
}

async function saveExercise(scene: Scene, { questions }: Instruction, checked: Checked): Promise<void> {
  const { talk } = scene;
  const [event] = checked.suggested_events;
  if (event === undefined) throw new Error('the check suggests no event');
  talk.guide(
    [
      ...checked.strengths,
      `${checked.score} из 100, зачёт от ${checked.passing_score}: уровни оценила модель, балл посчитал сервер.`,
      ...checked.issues.map(({ issue, suggestion }) => `${issue}. ${suggestion}.`),
      `Записать: ${event.title}, ${event.duration_minutes} мин? ${questions[1] ?? ''}`,
    ].join('\n'),
  );
  talk.learner('Запиши, доработаю завтра.');
  const { duplicate } = await scene.twin<{ duplicate: boolean }>('dt_save_activity_event', { ...event });
  talk.guide(duplicate ? 'Такая запись уже есть, второй раз не записываю.' : 'Записал.');
}
