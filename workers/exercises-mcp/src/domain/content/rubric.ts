import * as z from 'zod';

const Text = z.string().trim().min(1, 'не может быть пустым');

/** Id of a part of an exercise: an option, a step, a column, a criterion. */
export const PartId = z.string().regex(/^[a-z0-9][a-z0-9_]{0,29}$/, 'пишется латиницей: строчные буквы, цифры и _');

/** One level of a criterion. */
const Level = z.strictObject({
  /** Points of the level. */
  score: z.int().min(0).max(100),
  /** What an answer of this level looks like. */
  description: Text.max(400),
});

/** One criterion. */
const Criterion = z
  .strictObject({
    id: PartId,
    name: Text.max(120),
    /** Points of its highest level; all weights together are 100. */
    weight: z.int().min(1).max(100),
    /** Level 0 means that the answer is about something else. Exactly one criterion of a rubric is the main one. */
    main: z.boolean().default(false),
    /** Own words are needed: a copied text gets level 0. */
    own_words: z.boolean().default(false),
    /** From 0 up to the weight. */
    levels: z.array(Level).min(2).max(6),
  })
  .refine(({ weight, levels }) => levels.at(-1)?.score === weight, {
    message: 'баллы последнего уровня равны weight',
    path: ['levels'],
  })
  .refine(({ levels }) => levels[0]?.score === 0, { message: 'первый уровень — 0 баллов', path: ['levels'] })
  .refine(({ levels }) => levels.every(({ score }, i) => i === 0 || score > (levels[i - 1]?.score ?? 0)), {
    message: 'уровни идут по возрастанию баллов',
    path: ['levels'],
  });

/** How an open answer is graded. */
export const Rubric = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{1,59}$/, 'пишется латиницей через дефис, например concept-slot'),
  title: Text.max(120),
  criteria: z
    .array(Criterion)
    .min(1)
    .max(8)
    .refine((criteria) => criteria.reduce((sum, { weight }) => sum + weight, 0) === 100, {
      message: 'сумма всех weight должна быть 100',
    })
    .refine((criteria) => criteria.filter(({ main }) => main).length === 1, {
      message: 'ровно один критерий главный: main: true',
    })
    .refine((criteria) => new Set(criteria.map(({ id }) => id)).size === criteria.length, {
      message: 'два критерия с одним id',
    }),
});

/** A rubric. */
export type Rubric = z.output<typeof Rubric>;
/** A criterion of a rubric. */
export type Criterion = Rubric['criteria'][number];
