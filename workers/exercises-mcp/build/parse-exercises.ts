import { availableNames, type ParseResult, type Problem, parseYaml, type SourceFile } from '@aisystant/mcp/content';
import { EXERCISE_TYPES } from '../src/domain/content/exercise.ts';
import { ExerciseFile } from '../src/domain/content/exercise-file.ts';
import { type Pages, PagesFile } from './pages.ts';

/** The input files of the compiler, unparsed. */
export interface ContentSource {
  /** `content/exercises/*.yaml`. */
  readonly exercises: readonly SourceFile[];
  /** `content/pages.json`. */
  readonly pages: SourceFile;
}

/** A file and the exercise in it. */
export interface ParsedExercise {
  readonly file: SourceFile;
  readonly exercise: ExerciseFile;
}

/** Content whose files could be parsed, and the problems of the others. */
export interface ParsedContent {
  readonly exercises: readonly ParsedExercise[];
  readonly pages: Pages;
  readonly problems: readonly Problem[];
}

/** Parses every file. One that cannot be parsed is reported and left out. */
export function parseContent(source: ContentSource): ParsedContent {
  const pages = parsePages(source.pages);
  const parsed = source.exercises.map((file) => ({ file, ...parseExercise(file) }));
  return {
    exercises: parsed.flatMap(({ file, value }) => (value === null ? [] : [{ file, exercise: value }])),
    pages: pages.value ?? {},
    problems: [...pages.problems, ...parsed.flatMap(({ problems }) => problems)],
  };
}

/** The file is generated, and JSON of its size takes long to read as YAML. */
function parsePages({ path, text }: SourceFile): {
  readonly value: Pages | null;
  readonly problems: readonly Problem[];
} {
  try {
    return { value: PagesFile.parse(JSON.parse(text)), problems: [] };
  } catch {
    const message = 'не читается: обновите его — npm run fleet -- exercises pages ПАПКА-РУКОВОДСТВ';
    return { value: null, problems: [{ file: path, field: null, message }] };
  }
}

function parseExercise(file: SourceFile): ParseResult<ExerciseFile> {
  const result = parseYaml(file, ExerciseFile);
  if (result.value !== null) return result;
  return { value: null, problems: result.problems.map(withAdvice) };
}

/** What a teacher cannot know of YAML and of the schema. */
function withAdvice(problem: Problem): Problem {
  const { field, message } = problem;
  // An unknown type matches no schema, so nothing else of the file can be checked.
  if (field === 'type') return { ...problem, message: `такого типа нет. ${availableNames(EXERCISE_TYPES)}` };
  return message === 'нужен текст'
    ? { ...problem, message: `${message}; двоеточие в тексте — берите его в кавычки` }
    : problem;
}
