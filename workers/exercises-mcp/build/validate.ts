import { authorMarks, availableNames, fileId, type Problem } from '@aisystant/mcp/content';
import { type Answer, answerSchemaOf } from '../src/domain/checking/answer.ts';
import type { Exercise, GradedExercise } from '../src/domain/content/exercise.ts';
import type { ExerciseFile } from '../src/domain/content/exercise-file.ts';
import { columnsOf, itemsOf } from '../src/domain/content/sides.ts';
import { precheck } from '../src/domain/grading/precheck.ts';
import { structureOf } from '../src/domain/grading/structure.ts';
import { hasRun, stems } from '../src/domain/text/words.ts';
import type { Pages } from './pages.ts';
import { type ContentSource, type ParsedContent, type ParsedExercise, parseContent } from './parse-exercises.ts';

type Message = readonly [field: string | null, message: string];

/** All problems of a content, sorted by file; it can be compiled if there are none. */
export function validate(source: ContentSource): readonly Problem[] {
  const content = parseContent(source);
  const problems = [
    ...content.problems,
    ...emptyProblems(content),
    ...source.exercises.flatMap(authorMarks),
    ...content.exercises.flatMap((each) => exerciseProblems(each, content)),
  ];
  return problems.toSorted((left, right) => left.file.localeCompare(right.file));
}

function emptyProblems({ exercises, problems }: ParsedContent): readonly Problem[] {
  if (exercises.length > 0 || problems.length > 0) return [];
  return [{ file: 'content/exercises', field: null, message: 'здесь нет ни одного упражнения: нужен файл .yaml' }];
}

function exerciseProblems({ file, exercise }: ParsedExercise, content: ParsedContent): readonly Problem[] {
  const messages = [
    ...idMessages(exercise, fileId(file), content),
    ...referenceMessages(exercise, content.pages),
    ...keyMessages(exercise),
    ...modelMessages(exercise),
  ];
  return messages.map(([field, message]) => ({ file: file.path, field, message }));
}

function idMessages(exercise: ExerciseFile, fileName: string, { exercises }: ParsedContent): readonly Message[] {
  const others = exercises.map((each) => each.exercise).filter((other) => other !== exercise);
  const rubrics = others.flatMap((other) => ('rubric' in other ? [other.rubric.id] : []));
  return [
    ...(exercise.id === fileName ? [] : [['id', `должен быть равен имени файла: ${fileName}`] as const]),
    ...(others.some(({ title }) => title === exercise.title)
      ? [['title', 'такое название уже есть у другого упражнения'] as const]
      : []),
    ...('rubric' in exercise && rubrics.includes(exercise.rubric.id)
      ? [['rubric.id', 'такая рубрика уже есть в другом файле: назовите эту иначе'] as const]
      : []),
  ];
}

/** Citations must lead to a page that exists, and concepts must be those of the cited pages. */
function referenceMessages(exercise: ExerciseFile, pages: Pages): readonly Message[] {
  const numbers = Object.keys(pages);
  const unknown = exercise.guide_refs.flatMap((page, i): Message[] =>
    numbers.includes(page) ? [] : [[`guide_refs[${i}]`, unknownPage(page, numbers)]],
  );
  if (!('rubric' in exercise)) return unknown;
  const known = exercise.guide_refs.flatMap((page) => pages[page]?.concepts ?? []);
  const concepts = exercise.concepts.flatMap((concept, i): Message[] => {
    const name = concept.split('|')[0]?.trim() ?? '';
    const message = `на страницах ${exercise.guide_refs.join(', ')} нет такого понятия. ${availableNames(known)}`;
    return known.includes(name) || unknown.length > 0 ? [] : [[`concepts[${i}]`, message]];
  });
  const citations = exercise.normative.flatMap(({ citation }, i): Message[] =>
    exercise.guide_refs.includes(citation)
      ? []
      : [[`normative[${i}].citation`, `добавьте ${citation} в guide_refs или сошлитесь на страницу оттуда`]],
  );
  return [...unknown, ...concepts, ...citations];
}

function unknownPage(page: string, numbers: readonly string[]): string {
  const section = numbers.filter((number) => number.startsWith(page.slice(0, page.indexOf('.'))));
  const next = 'Если страница новая, обновите список: npm run fleet -- exercises pages ПАПКА-РУКОВОДСТВ';
  return `страницы ${page} нет в content/pages.json. ${availableNames(section)} ${next}`;
}

/** The task, the hints and the order of what is shown may not say the answer. */
function keyMessages(exercise: ExerciseFile): readonly Message[] {
  const said = orderMessages(exercise);
  if (said.length > 0) return said;
  const { title, prompt, context = '', hints } = exercise;
  const shown: readonly (readonly [string, string])[] = [
    ['title', title],
    ['prompt', prompt],
    ['context', context],
    ...hints.map((hint, i) => [`hints[${i}]`, hint] as const),
  ];
  return keysOf(exercise).flatMap((key) =>
    shown
      .filter(([, text]) => hasRun(stems(text), stems(key)))
      .map(([field]) => [field, `здесь назван ответ «${key}»: ученик увидит его до попытки`] as const),
  );
}

/** Items and right parts are shown sorted by text: sorted, they may not be the key. */
function orderMessages(exercise: ExerciseFile): readonly Message[] {
  const isKey = (key: readonly string[], shown: readonly { readonly text: string }[]) =>
    key.every((text, i) => shown[i]?.text === text);
  const message = 'по алфавиту уже стоит верный ответ, а ученик видит пункты по алфавиту: измените первые слова';
  if (exercise.type === 'order' && isKey(exercise.items, itemsOf(exercise))) return [['items', message]];
  if (exercise.type !== 'match') return [];
  const { right } = columnsOf(exercise);
  return isKey(
    exercise.pairs.map((pair) => pair.right),
    right,
  )
    ? [['pairs', message]]
    : [];
}

/** Keys that can be read out of a text as they are. */
function keysOf(exercise: ExerciseFile): readonly string[] {
  if (exercise.type === 'short_text') return exercise.accepted;
  return exercise.type === 'numeric' ? exercise.parts.map(({ value }) => String(value)) : [];
}

/** A model answer must pass what the server checks by itself, or no learner's can. */
function modelMessages(exercise: ExerciseFile): readonly Message[] {
  if (!('model_answer' in exercise)) return [];
  const graded: GradedExercise = { ...exercise, guide_pages: 1, page_runs: '' };
  const parsed = answerSchemaOf(graded as Exercise).safeParse(exercise.model_answer);
  if (!parsed.success) {
    const at = parsed.error.issues[0]?.path.join('.') ?? '';
    return [[at === '' ? 'model_answer' : `model_answer.${at}`, 'не такого вида, как просит упражнение']];
  }
  const answer: Answer = parsed.data;
  const missing = structureOf(graded, answer).missing.map(({ text }): Message => ['model_answer', text]);
  const short = precheck(graded, answer).too_short;
  return [...missing, ...(short ? [['model_answer', 'короче, чем просит задание: words.expected'] as const] : [])];
}
