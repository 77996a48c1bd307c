import type { Reader } from '../kit/read.ts';

/** The kinds of exercises, by the form of their answer. */
export const TYPES = [
  'choice',
  'match',
  'order',
  'case',
  'numeric',
  'short_text',
  'checklist',
  'table',
  'open',
  'reflection',
  'deep',
] as const;

/** What an answer refers to by its id. */
export interface Part {
  readonly id: string;
  readonly text: string;
  readonly choices: readonly Omit<Part, 'choices'>[];
}

/** An exercise as the card shows it. */
export interface Exercise {
  readonly id: string;
  readonly title: string;
  /** Null for a kind that the card has no form for. */
  readonly type: (typeof TYPES)[number] | null;
  readonly prompt: string;
  readonly context: string | null;
  readonly parts: readonly Part[];
  /** Whether exactly one of the options is right. */
  readonly isSingle: boolean;
  readonly minutes: number | null;
  readonly hints: number;
  /** Whether the server checks the answer by a key; else a model grades it in the chat. */
  readonly isCheckedHere: boolean;
}

/** What the person has filled in so far. */
export interface Draft {
  /** Ids in their order: of the chosen options, or of all items. */
  readonly ids: readonly string[];
  /** Texts, numbers and choices by part. */
  readonly byPart: Readonly<Record<string, string>>;
  /** Ticked items of a checklist. */
  readonly done: readonly string[];
  /** Rows of a table, texts by column. */
  readonly rows: readonly Readonly<Record<string, string>>[];
  readonly text: string;
}

/** Reads the answer of `exercises_get`; null when it is no exercise. */
export function readExercise(answer: Reader): Exercise | null {
  const exercise = answer.record('exercise');
  const [id, title, prompt] = [exercise.text('id'), exercise.text('title'), exercise.text('prompt')];
  if (id === null || prompt === null) return null;
  return {
    id,
    title: title ?? id,
    type: TYPES.find((type) => type === exercise.text('type')) ?? null,
    prompt,
    context: exercise.text('context'),
    parts: exercise.list('parts').flatMap((part) => readPart(part) ?? []),
    isSingle: exercise.record('answer_schema').count('maxItems') === 1,
    minutes: exercise.count('estimated_minutes'),
    hints: Math.min(exercise.count('hints_available') ?? 0, 3),
    isCheckedHere: exercise.text('graded_by') === 'server',
  };
}

function readPart(part: Reader): Part | null {
  const [id, text] = [part.text('id'), part.text('text')];
  if (id === null || text === null) return null;
  return { id, text, choices: part.list('choices').flatMap((choice) => readPart(choice) ?? []) };
}

/** A draft before anything is filled in; an ordering begins as it is shown. */
export function emptyDraft({ type, parts }: Exercise): Draft {
  return { ids: type === 'order' ? parts.map(({ id }) => id) : [], byPart: {}, done: [], rows: [{}], text: '' };
}

/** The answer that a draft makes, in the form that `exercises_check` takes; null while it says nothing. */
export function answerOf({ type, parts }: Exercise, { ids, byPart, done, rows, text }: Draft): unknown {
  const filled = (record: Readonly<Record<string, string>>) =>
    Object.entries(record).flatMap(([key, value]) => (value.trim() === '' ? [] : [[key, value.trim()] as const]));
  const given = filled(byPart);
  switch (type) {
    case 'choice':
    case 'order':
      return ids.length === 0 ? null : ids;
    case 'match':
    case 'case':
    case 'deep':
      return given.length === 0 ? null : Object.fromEntries(given);
    case 'numeric':
      return numbersOf(given);
    case 'checklist':
      return done.length === 0
        ? null
        : Object.fromEntries(
            parts.flatMap(({ id }) => {
              const evidence = byPart[id]?.trim() ?? '';
              return done.includes(id) ? [[id, { done: true, ...(evidence !== '' && { evidence }) }]] : [];
            }),
          );
    case 'table': {
      const written = rows.map(filled).filter((row) => row.length > 0);
      return written.length === 0 ? null : written.map((row) => Object.fromEntries(row));
    }
    case 'short_text':
    case 'open':
    case 'reflection':
      return text.trim() === '' ? null : text.trim();
    default:
      return null;
  }
}

/** Numbers with a point or a comma; null when one of them is none. */
function numbersOf(given: readonly (readonly [string, string])[]): object | null {
  const numbers = given.map(([id, value]) => [id, Number(value.replace(',', '.').replaceAll(/\s/g, ''))] as const);
  return numbers.length === 0 || numbers.some(([, value]) => !Number.isFinite(value))
    ? null
    : Object.fromEntries(numbers);
}

/** An answer in words, as it is shown before it is sent. */
export function inWords({ type, parts }: Exercise, answer: unknown): readonly string[] {
  const textOf = new Map(
    parts.flatMap(({ id, text, choices }) => [{ id, text }, ...choices]).map(({ id, text }) => [id, text]),
  );
  // Other answers are words of the person, which may happen to be an id.
  const isOfIds = type === 'choice' || type === 'order' || type === 'match' || type === 'case';
  const wordsOf = (value: unknown): string => {
    if (typeof value === 'object' && value !== null)
      return Object.values(value)
        .filter((each) => each !== true)
        .map(wordsOf)
        .join(', ');
    return (isOfIds ? textOf.get(String(value)) : undefined) ?? String(value);
  };
  if (Array.isArray(answer)) return answer.map(wordsOf);
  if (typeof answer !== 'object' || answer === null) return [String(answer)];
  return Object.entries(answer).map(([id, value]) =>
    [textOf.get(id) ?? id, wordsOf(value)].filter((part) => part !== '').join(' — '),
  );
}
