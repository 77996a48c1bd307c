import fc from 'fast-check';
import type { CheckedExercise, Exercise, ExerciseOf } from '../content/exercise.ts';
import { ExerciseFile } from '../content/exercise-file.ts';
import { columnsOf, itemsOf } from '../content/sides.ts';

const COMMON = {
  id: 'ex-t1-01',
  version: '1.0.0',
  title: 'Проба',
  prompt: 'Ответь.',
  estimated_minutes: 5,
  bloom: 2,
  guide_refs: ['T1.1:1'],
  passing_score: 60,
  hints: ['Подумай.'],
};

/** An exercise of one type from its own fields, checked by the schema of files. */
function sample<T extends Exercise['type']>(type: T, fields: object): ExerciseOf<T> {
  const file = ExerciseFile.parse({ ...COMMON, type, ...fields });
  return { ...file, guide_pages: 12, page_runs: '' } as unknown as ExerciseOf<T>;
}

const LETTERS = 'abcdefghi';

/** A choice with these options right. */
export function choiceOf(key: readonly boolean[], multiple = true): ExerciseOf<'choice'> {
  const options = key.map((correct, i) => ({
    id: LETTERS[i],
    text: `вариант ${i}`,
    correct,
    explanation: `почему ${i}`,
  }));
  return sample('choice', { multiple, options });
}

/** A match of this many pairs. */
export function matchOf(rights: readonly string[]): ExerciseOf<'match'> {
  return sample('match', {
    pairs: rights.map((right, i) => ({ left: `левое ${i}`, right, explanation: `потому что ${i}` })),
  });
}

/** An ordering of these items. */
export function orderOf(items: readonly string[]): ExerciseOf<'order'> {
  return sample('order', { items, explanation: 'так идёт работа' });
}

/** A case in which the option with this index is right at each step. */
export function caseOf(key: readonly number[]): ExerciseOf<'case'> {
  const options = (right: number) =>
    ['a', 'b', 'c'].map((id, i) => ({
      id,
      text: `ход ${id}`,
      correct: i === right,
      explanation: `ход ${id} вот почему`,
    }));
  return sample('case', {
    steps: key.map((right, i) => ({ id: `s${i}`, question: `шаг ${i}?`, options: options(right) })),
  });
}

/** Questions about numbers; points are shared equally. */
export function numericOf(values: readonly number[], tolerance = 0): ExerciseOf<'numeric'> {
  const each = Math.floor(100 / values.length);
  const points = values.map((_, i) => (i === 0 ? 100 - each * (values.length - 1) : each));
  const parts = values.map((value, i) => ({
    id: `p${i}`,
    question: `число ${i}?`,
    unit: 'минут',
    value,
    tolerance,
    points: points[i],
    explanation: `сложи ${i}`,
    common_errors: [{ value: value + 1_000, hint: `ловушка ${i}` }],
  }));
  return sample('numeric', { parts });
}

/** A term. */
export const TERM = sample('short_text', {
  accepted: ['надсистема', 'рабочий продукт'],
  partial: [{ text: 'система-окружение', score: 50, hint: 'Близко.' }],
  explanation: 'Верно.',
});

/** A checklist of this many items; the first one needs evidence. */
export function checklistOf(count: number): ExerciseOf<'checklist'> {
  const items = Array.from({ length: count }, (_, i) => ({
    id: `i${i}`,
    text: `пункт ${i}`,
    ...(i === 0 && { evidence: 10 }),
  }));
  return sample('checklist', { items });
}

const RUBRIC = {
  id: 'sample-rubric',
  title: 'Понимание',
  criteria: [
    {
      id: 'main',
      name: 'Мысль',
      weight: 60,
      main: true,
      levels: [0, 30, 60].map((score) => ({ score, description: `мысль на ${score}` })),
    },
    {
      id: 'own',
      name: 'Пример',
      weight: 40,
      own_words: true,
      levels: [0, 20, 40].map((score) => ({ score, description: `пример на ${score}` })),
    },
  ],
};

/** What the page of the samples says. */
export const PAGE = 'Слот это время которое назначено заранее и защищено от других дел как встреча с врачом';

/** An open question. */
export const OPEN = sample('open', {
  rubric: RUBRIC,
  concepts: ['слот', 'время | времени', 'рабочий продукт'],
  normative: [{ citation: 'T1.1:1', text: PAGE }],
  common_errors: ['Слот = напоминание.'],
  words: { min: 5, expected: 10, max: 50 },
  model_answer: 'Слот держит место в моём дне по вторникам и четвергам, с утра, до почты.',
});

/** A table of two columns. */
export const TABLE = sample('table', {
  rubric: { ...RUBRIC, id: 'sample-table' },
  normative: [{ citation: 'T1.1:1', text: PAGE }],
  columns: [
    { id: 'role', title: 'Роль' },
    { id: 'performer', title: 'Исполнитель' },
    { id: 'fear', title: 'Опасение', required: false },
  ],
  min_rows: 2,
  unique: 'role',
  different: ['role', 'performer'],
  model_answer: [{ role: 'автор', performer: 'я' }],
});

/** A text in two parts. */
export const DEEP = sample('deep', {
  rubric: { ...RUBRIC, id: 'sample-deep' },
  concepts: ['слот'],
  normative: [{ citation: 'T1.1:1', text: PAGE }],
  parts: [
    { id: 'note', title: 'Заметка', min: 2 },
    { id: 'draft', title: 'Черновик', min: 5 },
  ],
  different: ['note', 'draft'],
  model_answer: { note: 'утром легче', draft: 'утром до почты писать легче, чем вечером' },
});

/** Any exercise that the server checks alone, with the answer that its key makes. */
export const anyChecked: fc.Arbitrary<{ readonly exercise: CheckedExercise; readonly key: unknown }> = fc.oneof(
  fc
    .array(fc.boolean(), { minLength: 2, maxLength: 9 })
    .filter((key) => key.includes(true) && key.includes(false))
    .map((key) => ({ exercise: choiceOf(key), key: key.flatMap((correct, i) => (correct ? [LETTERS[i]] : [])) })),
  fc
    .uniqueArray(fc.string({ unit: fc.constantFrom('а', 'б', 'в', 'г'), minLength: 1, maxLength: 6 }), {
      minLength: 2,
      maxLength: 9,
    })
    .map((rights) => {
      const exercise = matchOf(rights);
      const { left, right } = columnsOf(exercise);
      return {
        exercise,
        key: Object.fromEntries(left.map(({ id }, i) => [id, right.find(({ text }) => text === rights[i])?.id])),
      };
    }),
  fc
    .uniqueArray(fc.string({ unit: fc.constantFrom('а', 'б', 'в', 'г'), minLength: 1, maxLength: 6 }), {
      minLength: 3,
      maxLength: 9,
    })
    .map((items) => {
      const exercise = orderOf(items);
      return { exercise, key: items.map((text) => itemsOf(exercise).find((item) => item.text === text)?.id) };
    }),
  fc.array(fc.nat(2), { minLength: 1, maxLength: 6 }).map((key) => ({
    exercise: caseOf(key),
    key: Object.fromEntries(key.map((right, i) => [`s${i}`, LETTERS[right]])),
  })),
  fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 1, maxLength: 6 }).map((values) => ({
    exercise: numericOf(values),
    key: Object.fromEntries(values.map((value, i) => [`p${i}`, value])),
  })),
  fc.constant({ exercise: TERM, key: 'надсистема' }),
  fc.integer({ min: 2, max: 20 }).map((count) => ({
    exercise: checklistOf(count),
    key: Object.fromEntries(
      Array.from({ length: count }, (_, i) => [`i${i}`, { done: true, evidence: 'сделано вчера' }]),
    ),
  })),
);
