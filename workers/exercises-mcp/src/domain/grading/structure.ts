import { type Answer, type Answers, textOf } from '../checking/answer.ts';
import type { Feedback } from '../checking/feedback.ts';
import type { ExerciseOf, GradedExercise } from '../content/exercise.ts';
import { likeness } from '../text/copying.ts';
import { isRussian, stems, words } from '../text/words.ts';

/** From this likeness on two parts are the same text. */
const SAME_TEXT = 0.8;

/** The lowest share of different words: below it a text repeats itself to be long. */
const VARIETY = 0.3;

/** What an answer lacks so that grading it is pointless, and what only deserves a remark. */
export interface Structure {
  readonly missing: readonly Feedback[];
  readonly warnings: readonly string[];
}

/** Checks the form of an answer: length, language, columns, rows, parts. */
export function structureOf(exercise: GradedExercise, answer: Answer): Structure {
  const warnings = exercise.type === 'table' ? tableWarnings(exercise, answer as Answers['table']) : [];
  return { missing: [...formOf(exercise, answer), ...languageForm(answer)], warnings };
}

function formOf(exercise: GradedExercise, answer: Answer): readonly Feedback[] {
  switch (exercise.type) {
    case 'table':
      return tableForm(exercise, answer as Answers['table']);
    case 'deep':
      return partsForm(exercise, answer as Answers['deep']);
    default:
      return textForm(exercise, String(answer));
  }
}

function missing(item: string, text: string): Feedback {
  return { item, outcome: 'missing', text };
}

function languageForm(answer: Answer): readonly Feedback[] {
  if (isRussian(textOf(answer))) return [];
  return [missing('language', 'Ответ нужен на русском: понятия проверяются русскими словами.')];
}

function textForm({ words: length }: ExerciseOf<'open' | 'reflection'>, text: string): readonly Feedback[] {
  const count = words(text).length;
  if (count < length.min) {
    return [
      missing(
        'length',
        `Слов: ${count}. Чтобы было что разобрать, нужно хотя бы ${length.min}; задание просит ${length.expected}–${length.max}.`,
      ),
    ];
  }
  if (repeatsItself(text, length.min)) {
    return [missing('length', 'Ответ повторяет одни и те же слова: напиши мысль полностью.')];
  }
  return [];
}

/** Whether a text says a few words again and again. `min` is the fewest words that it should have. */
function repeatsItself(text: string, min: number): boolean {
  const list = stems(text);
  const different = new Set(list).size;
  return different < list.length * VARIETY || different < min / 2;
}

function tableForm({ columns, min_rows, unique }: ExerciseOf<'table'>, rows: Answers['table']): readonly Feedback[] {
  const filled = rows.filter(isFilled);
  const empty = rows.flatMap((row, i) =>
    columns
      .filter(({ id, required }) => required && isFilled(row) && !hasWords(row[id]))
      .map(({ id, title }) => missing(`${i + 1}.${id}`, `Строка ${i + 1}: заполни «${title}».`)),
  );
  const few =
    filled.length < min_rows ? [missing('rows', `Строк: ${filled.length}, нужно не меньше ${min_rows}.`)] : [];
  // The whole table: cells are short, and one performer may well have several roles.
  const filler = repeatsItself(textOf(filled), 0)
    ? [missing('rows', 'Таблица повторяет одни и те же слова: напиши о каждой строке своё.')]
    : [];
  return [...few, ...filler, ...empty, ...repeatedRows(rows, unique)];
}

const hasWords = (cell: string | undefined) => words(cell ?? '').length > 0;
/** Blank rows are no rows, but they keep their numbers: the learner counts them. */
const isFilled = (row: Answers['table'][number]) => Object.values(row).some(hasWords);

function repeatedRows(rows: Answers['table'], column: string | undefined): readonly Feedback[] {
  if (column === undefined) return [];
  const keys = rows.map((row) => stems(row[column] ?? '').join(' '));
  return keys.flatMap((key, i) => {
    const first = keys.indexOf(key);
    return key === '' || first === i
      ? []
      : [missing(`${i + 1}.${column}`, `Строки ${first + 1} и ${i + 1} называют одно и то же.`)];
  });
}

/** A role that is named like a person is often the performer and not the role. */
function tableWarnings({ columns, different }: ExerciseOf<'table'>, rows: Answers['table']): readonly string[] {
  if (different === undefined) return [];
  const [left, right] = different;
  const title = (id: string) => columns.find((column) => column.id === id)?.title ?? id;
  return rows.flatMap((row, i) => {
    const same = hasWords(row[left]) && stems(row[left] ?? '').join(' ') === stems(row[right] ?? '').join(' ');
    const named = /^\p{Lu}\p{Ll}+\s+\p{Lu}\p{Ll}+/u.test(row[left] ?? '');
    return same || named
      ? [`Строка ${i + 1}: «${title(left)}» похоже на имя того, кто её исполняет («${title(right)}»).`]
      : [];
  });
}

function partsForm({ parts, different }: ExerciseOf<'deep'>, answer: Answers['deep']): readonly Feedback[] {
  const lacking = parts.flatMap(({ id, title, min }) => {
    const text = answer[id] ?? '';
    const count = words(text).length;
    if (count === 0) return [missing(id, `Нет части «${title}».`)];
    if (count < min) return [missing(id, `Часть «${title}»: слов ${count}, нужно хотя бы ${min}.`)];
    return repeatsItself(text, min)
      ? [missing(id, `Часть «${title}» повторяет одни и те же слова: напиши мысль полностью.`)]
      : [];
  });
  const same = different.flatMap((id, i) =>
    different.slice(i + 1).flatMap((other) => {
      if (!answer[id] || !answer[other] || likeness(answer[id], answer[other]) <= SAME_TEXT) return [];
      return [
        missing(
          other,
          `«${titleOf(parts, id)}» и «${titleOf(parts, other)}» — почти один текст: покажи, что изменилось.`,
        ),
      ];
    }),
  );
  return [...lacking, ...same];
}

function titleOf(parts: ExerciseOf<'deep'>['parts'], id: string): string {
  return parts.find((part) => part.id === id)?.title ?? id;
}
