import { ToolError } from '@aisystant/mcp';
import * as z from 'zod';
import { exercises } from '../../content.ts';
import { answerSchemaOf } from '../../domain/checking/answer.ts';
import type { Exercise } from '../../domain/content/exercise.ts';
import { exercisesAbout, filterExercises } from '../../domain/content/find-exercises.ts';
import { publicExercise } from '../../domain/content/public-exercise.ts';
import { difficulty, ExerciseOnWire, exerciseId, guidePage, minutes } from '../fields.ts';
import { requireExercise } from '../require.ts';
import { tool } from '../tool.ts';
import { EXERCISE_WIDGET } from '../widgets.ts';

/** `exercises.get`: one exercise, by id or by what it is for. */
export const get = tool({
  id: 'exercises.get',
  version: '1.0.0',
  status: 'draft',
  title: 'Взять упражнение',
  intent: 'Дай мне задание.',
  useWhen: ['известен номер упражнения', 'ученик дочитал страницу или назвал тему и сколько есть минут'],
  doNotUseWhen: [
    { case: 'ученик выбирает из всех', use: 'exercises.list' },
    { case: 'ответ готов', use: 'exercises.check' },
  ],
  scope: null,
  effect: 'read',
  semantics:
    'Условие, вид ответа (answer_schema) и названия критериев. Ключей и образцов здесь нет; exclude_ids — что уже делали.',
  privacy: 'личных данных нет',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND'],
  examples: [
    {
      question: 'Дай упражнение ex-x1-06',
      input: { exercise_id: 'ex-x1-06' },
      answer: 'Условие, критерии, вид ответа.',
    },
    {
      question: 'Есть пятнадцать минут, хочу поработать над слотом',
      input: { topic: 'слот', minutes: 15 },
      answer: 'Самое подходящее упражнение и номера других.',
    },
  ],
  ui: { widget: EXERCISE_WIDGET, invoking: 'Ищу упражнение…', invoked: 'Вот упражнение' },
  input: () =>
    z.strictObject({
      exercise_id: exerciseId.optional(),
      guide_page: guidePage.optional(),
      topic: z.string().min(2).max(200).optional(),
      goal_text: z.string().min(2).max(500).optional().describe('Цель ученика его словами'),
      difficulty,
      minutes,
      exclude_ids: z.array(z.string().max(40)).max(50).optional(),
    }),
  output: () =>
    z.object({
      exercise: ExerciseOnWire.extend({
        answer_schema: z.record(z.string(), z.unknown()).describe('JSON Schema поля answer'),
      }),
      others: z.array(z.string()).describe('номера других подходящих'),
    }),
  run(input) {
    const found = input.exercise_id === undefined ? search(input) : [requireExercise(input.exercise_id)];
    const [first, ...others] = found;
    if (!first) {
      throw new ToolError('NOT_FOUND', 'Подходящего упражнения нет.', { hint: 'Все упражнения: exercises_list.' });
    }
    return { exercise: onWire(first), others: others.slice(0, 5).map(({ id }) => id) };
  },
  summarize: ({ exercise, others }) =>
    [...lines(exercise), ...(others.length > 0 ? [`Ещё подходят: ${others.join(', ')}.`] : [])].join('\n'),
});

interface Wish {
  readonly guide_page?: string | undefined;
  readonly topic?: string | undefined;
  readonly goal_text?: string | undefined;
  readonly difficulty?: 'easy' | 'medium' | 'hard' | undefined;
  readonly minutes?: number | undefined;
  readonly exclude_ids?: string[] | undefined;
}

function search({ guide_page, topic, goal_text, difficulty, minutes, exclude_ids }: Wish): readonly Exercise[] {
  const fitting = filterExercises(exercises(), { guide: guide_page, difficulty, minutes, exclude: exclude_ids });
  const words = [topic, goal_text].filter((text) => text !== undefined).join(' ');
  return words === '' ? fitting : exercisesAbout(fitting, words);
}

function onWire(exercise: Exercise) {
  const shown = publicExercise(exercise);
  const { $schema: _, ...answer_schema } = z.toJSONSchema(answerSchemaOf(exercise), { io: 'input' });
  return {
    ...shown,
    parts: shown.parts.map((part) => ({ ...part, choices: [...part.choices] })),
    rubric: shown.rubric && { ...shown.rubric, criteria: [...shown.rubric.criteria] },
    guide_refs: [...shown.guide_refs],
    answer_schema,
  };
}

/** What a person reads of an exercise. */
function lines(exercise: z.output<typeof ExerciseOnWire>): readonly string[] {
  const { id, title, type, version, prompt, context, parts, rubric, estimated_minutes, guide_refs, hints_available } =
    exercise;
  return [
    `${id} «${title}» (${type}, версия ${version}): около ${estimated_minutes} мин, страницы ${guide_refs.join(', ')}, подсказок ${hints_available}.`,
    ...(context === null ? [] : [context.trim()]),
    prompt.trim(),
    ...parts.flatMap((part) => [
      `${part.id}) ${part.text}`,
      ...part.choices.map((choice) => `   ${choice.id}) ${choice.text}`),
    ]),
    ...(rubric === null
      ? []
      : [`Критерии: ${rubric.criteria.map(({ name, weight }) => `${name} (${weight})`).join('; ')}.`]),
  ];
}
