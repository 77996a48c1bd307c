import { Cursor, defineListPages, plural } from '@aisystant/mcp';
import * as z from 'zod';
import { exercises } from '../../content.ts';
import { EXERCISE_TYPES } from '../../domain/content/exercise.ts';
import { filterExercises } from '../../domain/content/find-exercises.ts';
import { publicExercise } from '../../domain/content/public-exercise.ts';
import { difficulty, ExerciseOnWire, guidePage, minutes } from '../fields.ts';
import { tool } from '../tool.ts';

const pages = defineListPages('exercises', z.object({ id: z.string() }));

/** `exercises.list`: the catalogue. */
export const list = tool({
  id: 'exercises.list',
  version: '1.0.0',
  status: 'draft',
  title: 'Каталог упражнений',
  intent: 'Какие есть упражнения?',
  useWhen: ['ученик выбирает сам', 'нужны все упражнения руководства или раздела'],
  doNotUseWhen: [{ case: 'нужно одно упражнение к странице или теме', use: 'exercises.get' }],
  scope: null,
  effect: 'read',
  semantics: 'Упражнения по порядку номеров; условие и критерии даёт exercises_get.',
  privacy: 'личных данных нет',
  errors: ['INVALID_ARGUMENT'],
  examples: [
    { question: 'Какие есть упражнения?', input: {}, answer: 'Все упражнения: номер, название, тип, минуты.' },
    {
      question: 'Что есть минут на десять про учёт времени?',
      input: { guide: 'X2', minutes: 10 },
      answer: 'Упражнения руководства X2 не дольше десяти минут.',
    },
  ],
  input: () =>
    z.strictObject({
      guide: guidePage.optional(),
      type: z.enum(EXERCISE_TYPES).optional(),
      bloom: z.int().min(1).max(5).optional(),
      difficulty,
      minutes,
      limit: z.int().min(1).max(50).default(20),
      cursor: Cursor.optional(),
    }),
  output: () =>
    z.object({
      items: z.array(
        ExerciseOnWire.pick({
          id: true,
          version: true,
          title: true,
          type: true,
          estimated_minutes: true,
          bloom: true,
          difficulty: true,
          requires_project: true,
          graded_by: true,
          hints_available: true,
          guide_refs: true,
        }),
      ),
      total: z.int(),
      next_cursor: z.string().nullable(),
    }),
  run({ limit, cursor, ...filters }) {
    const after = pages.after(cursor, filters);
    const found = filterExercises(exercises(), filters).toSorted((one, other) => (one.id < other.id ? -1 : 1));
    const rows = found.filter(({ id }) => after === null || id > after.id).slice(0, limit + 1);
    const { items, next_cursor } = pages.page(rows, { limit, filters, show: itemOf });
    return { items, total: found.length, next_cursor };
  },
  summarize: ({ items, total, next_cursor }) =>
    [
      `Всего ${plural(total, 'упражнение', 'упражнения', 'упражнений')}.`,
      ...items.map(
        ({ id, title, type, estimated_minutes, guide_refs }) =>
          `${id} «${title}»: ${type}, ${estimated_minutes} мин, ${guide_refs.join(', ')}`,
      ),
      ...(next_cursor === null ? [] : [`Дальше: cursor=${next_cursor}`]),
    ].join('\n'),
});

function itemOf(exercise: Parameters<typeof publicExercise>[0]) {
  const { prompt: _, context: __, parts: ___, rubric: ____, passing_score: _____, ...item } = publicExercise(exercise);
  return { ...item, guide_refs: [...item.guide_refs] };
}
