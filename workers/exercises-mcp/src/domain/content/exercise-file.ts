import * as z from 'zod';
import { ANSWER_CHARACTERS } from './limits.ts';
import { PartId, Rubric } from './rubric.ts';

const Text = z.string().trim().min(1, 'не может быть пустым');

/** Permanent number of a page of a guide: `X1.1:3`. */
const PageNumber = z.string().regex(/^[A-Z]\d+\.\d+:\d+$/, 'номер страницы пишется как X1.1:3');

const unique = (items: readonly { readonly id: string }[]) => new Set(items.map(({ id }) => id)).size === items.length;
const UNIQUE = { message: 'два пункта с одним id' };

/** Whether a learner can tell texts from each other. */
const distinct = (texts: readonly string[]) => new Set(texts.map((text) => text.toLowerCase())).size === texts.length;

/** One option to choose. */
const Option = z.strictObject({
  id: PartId,
  text: Text.max(300),
  /** The key. */
  correct: z.boolean().default(false),
  /** Shown after an attempt only. */
  explanation: Text.max(500),
});

const Options = z
  .array(Option)
  .min(2)
  .max(12)
  .refine(unique, UNIQUE)
  .refine((options) => distinct(options.map(({ text }) => text)), { message: 'тексты вариантов не повторяются' })
  .refine((options) => options.some(({ correct }) => correct), { message: 'нет ни одного верного: correct: true' })
  .refine((options) => options.some(({ correct }) => !correct), {
    message: 'все варианты верные: выбирать не из чего',
  });

/** What every exercise has. */
const Common = {
  /** `ex-<guide>-<number>`, equal to the name of the file. */
  id: z.string().regex(/^ex-[a-z]\d+-\d{2}$/, 'пишется как ex-x1-06: руководство и номер'),
  /** Version of the exercise: MAJOR for another task or key, MINOR for another rubric or hint, PATCH for wording. */
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'пишется тремя числами, например 1.0.0'),
  title: Text.max(100),
  /** The task, Markdown. */
  prompt: Text.max(3_000),
  /** What the task is about: a situation, data. */
  context: Text.max(3_000).optional(),
  estimated_minutes: z.int().min(1).max(180),
  /** 1 remember … 5 create. */
  bloom: z.int().min(1).max(5),
  /** Whether the learner needs a project of their own. */
  requires_project: z.boolean().default(false),
  /** Pages of the guides that the exercise belongs to, the first one above all. */
  guide_refs: z.array(PageNumber).min(1).max(5),
  /** Score from which the exercise counts as passed. */
  passing_score: z.int().min(1).max(100),
  hints: z.array(Text.max(400)).min(1, 'нужна хотя бы одна подсказка').max(3, 'не больше трёх подсказок'),
};

/** What an exercise with a rubric has besides. */
const Graded = {
  rubric: Rubric,
  /** Other forms of the first page's concepts, `время | времени`, and concepts of the other pages. The build adds the rest. */
  concepts: z.array(Text.max(100)).max(20).default([]),
  /** What the page says, in own words: the grader compares with it. */
  normative: z
    .array(z.strictObject({ citation: PageNumber, text: Text.max(600) }))
    .min(1)
    .max(4),
  /** Errors that answers often have, for the grader. */
  common_errors: z.array(Text.max(300)).max(6).default([]),
};

/** How long an answer in words should be. */
const Length = z
  .strictObject({
    /** Fewer words cannot be graded. */
    min: z.int().min(1).max(500),
    /** Fewer words than the task asks for: never accepted at once. */
    expected: z.int().min(1).max(1_000),
    /** Most words that the task asks for. */
    max: z.int().min(1).max(2_000),
  })
  .refine(({ min, expected, max }) => min <= expected && expected <= max, { message: 'min ≤ expected ≤ max' });

/** Types whose answer is one text. */
const text = <T extends 'open' | 'reflection'>(type: T) =>
  z.strictObject({
    ...Common,
    ...Graded,
    type: z.literal(type),
    words: Length,
    /** An answer that the rubric grades highly. It stays in the file and is not part of the server. */
    model_answer: Text.max(ANSWER_CHARACTERS),
  });

const Choice = z
  .strictObject({ ...Common, type: z.literal('choice'), multiple: z.boolean(), options: Options })
  .refine(({ multiple, options }) => multiple || options.filter(({ correct }) => correct).length === 1, {
    message: 'при multiple: false верный вариант один',
    path: ['options'],
  });

const Match = z.strictObject({
  ...Common,
  type: z.literal('match'),
  /** Right pairs; learners see the right column sorted by its text. */
  pairs: z
    .array(z.strictObject({ left: Text.max(300), right: Text.max(100), explanation: Text.max(500) }))
    .min(2)
    .max(9)
    .refine((pairs) => distinct(pairs.map(({ left }) => left)), { message: 'левые части не повторяются' })
    .refine((pairs) => distinct(pairs.map(({ right }) => right)), { message: 'правые части не повторяются' }),
});

const Order = z.strictObject({
  ...Common,
  type: z.literal('order'),
  /** Items in the right order; learners see them sorted by text. */
  items: z.array(Text.max(200)).min(3).max(9).refine(distinct, { message: 'пункты не повторяются' }),
  /** Why this order; shown after an attempt only. */
  explanation: Text.max(500),
});

const Case = z.strictObject({
  ...Common,
  type: z.literal('case'),
  steps: z
    .array(
      z.strictObject({
        id: PartId,
        question: Text.max(500),
        options: Options.refine((options) => options.filter(({ correct }) => correct).length === 1, {
          message: 'у шага ровно один верный вариант',
        }),
      }),
    )
    .min(1)
    .max(6)
    .refine(unique, UNIQUE),
});

const Numeric = z.strictObject({
  ...Common,
  type: z.literal('numeric'),
  parts: z
    .array(
      z.strictObject({
        id: PartId,
        question: Text.max(300),
        unit: Text.max(40),
        /** The key. */
        value: z.number(),
        /** Allowed difference from the key. */
        tolerance: z.number().min(0).default(0),
        points: z.int().min(1).max(100),
        /** How the value is found; shown after an attempt only. */
        explanation: Text.max(500),
        /** Values that a typical error gives, and what to look at then. */
        common_errors: z
          .array(z.strictObject({ value: z.number(), hint: Text.max(300) }))
          .max(5)
          .default([]),
      }),
    )
    .min(1)
    .max(6)
    .refine(unique, UNIQUE)
    .refine((parts) => parts.reduce((sum, { points }) => sum + points, 0) === 100, {
      message: 'сумма points должна быть 100',
    }),
});

const ShortText = z.strictObject({
  ...Common,
  type: z.literal('short_text'),
  /** Right answers; forms of their words count too. */
  accepted: z.array(Text.max(100)).min(1).max(10),
  /** Answers that are partly right. */
  partial: z
    .array(z.strictObject({ text: Text.max(100), score: z.int().min(1).max(99), hint: Text.max(300) }))
    .max(10)
    .default([]),
  /** Shown after an attempt only. */
  explanation: Text.max(500),
});

const Checklist = z.strictObject({
  ...Common,
  type: z.literal('checklist'),
  items: z
    .array(
      z.strictObject({
        id: PartId,
        text: Text.max(300),
        /** Fewest characters of the evidence that a mark needs; none by default. */
        evidence: z.int().min(1).max(500).optional(),
      }),
    )
    .min(2)
    .max(20)
    .refine(unique, UNIQUE),
});

const Table = z
  .strictObject({
    ...Common,
    ...Graded,
    type: z.literal('table'),
    columns: z
      .array(
        z.strictObject({
          id: PartId,
          title: Text.max(100),
          required: z.boolean().default(true),
          /** What to write in it. */
          about: Text.max(200).optional(),
        }),
      )
      .min(2)
      .max(8)
      .refine(unique, UNIQUE),
    min_rows: z.int().min(1).max(20),
    /** Column whose cells must differ from each other. */
    unique: PartId.optional(),
    /** Two columns whose cells in a row should not be the same thing; a warning only. */
    different: z.tuple([PartId, PartId]).optional(),
    model_answer: z.array(z.record(z.string(), Text.max(300))).min(1),
  })
  .refine(
    ({ columns, unique: key, different = [] }) =>
      [...different, ...(key === undefined ? [] : [key])].every((id) => columns.some((column) => column.id === id)),
    { message: 'unique и different называют колонки из columns' },
  );

const Deep = z
  .strictObject({
    ...Common,
    ...Graded,
    type: z.literal('deep'),
    /** Parts of the answer; `min` is the fewest words of one. */
    parts: z
      .array(z.strictObject({ id: PartId, title: Text.max(100), min: z.int().min(1).max(300) }))
      .min(2)
      .max(6)
      .refine(unique, UNIQUE),
    /** Parts that must not be nearly the same text. */
    different: z.array(PartId).max(6).default([]),
    model_answer: z.record(z.string(), Text.max(ANSWER_CHARACTERS)),
  })
  .refine(({ parts, different }) => different.every((id) => parts.some((part) => part.id === id)), {
    message: 'different называет части из parts',
    path: ['different'],
  });

/** A file of an exercise. */
export const ExerciseFile = z.discriminatedUnion('type', [
  Choice,
  Match,
  Order,
  Case,
  Numeric,
  ShortText,
  Checklist,
  Table,
  text('open'),
  text('reflection'),
  Deep,
]);

/** A file of an exercise, parsed. */
export type ExerciseFile = z.output<typeof ExerciseFile>;
