import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  authoredNames,
  formatProblem,
  misnamedFile,
  type Problem,
  readFolder,
  readSource,
} from '@aisystant/mcp/content';
import * as z from 'zod';
import type { Exercise, GradedExercise } from '../src/domain/content/exercise.ts';
import { ExerciseFile } from '../src/domain/content/exercise-file.ts';
import { Rubric } from '../src/domain/content/rubric.ts';
import type { Pages } from './pages.ts';
import { type ContentSource, parseContent } from './parse-exercises.ts';
import { validate } from './validate.ts';

/** Folder of the exercises, relative to the root of the repository. */
export const EXERCISES = 'workers/exercises-mcp/content/exercises';
/** The pages that exercises may cite. */
export const PAGES = 'workers/exercises-mcp/content/pages.json';
/** Output file. */
export const COMPILED = 'workers/exercises-mcp/.build/content.json';
/** What the server must never say, for its tests; no part of the Worker. */
const SECRETS = 'workers/exercises-mcp/.build/secrets.json';

/** Reads the content of a repository. @param root absolute path of the repository */
export async function readContent(root: string): Promise<ContentSource> {
  const [exercises, pages] = await Promise.all([readFolder(root, EXERCISES, '.yaml'), readSource(root, PAGES)]);
  return { exercises, pages };
}

/**
 * Files of a folder that are not read because of their names. In the folder of a teacher only those count that are named like
 * exercises: it may have other files, too.
 * @param root absolute path of `folder`'s parent
 */
export async function misnamed(root: string, folder: string): Promise<readonly Problem[]> {
  const names = await authoredNames(join(root, folder));
  const isMeant = (name: string) => folder === EXERCISES || /^ex-|\.ya?ml\b/i.test(name);
  return names
    .filter((name) => !name.endsWith('.yaml') && isMeant(name))
    .map((name) => misnamedFile(`${folder}/${name}`, '.yaml'));
}

/** Compiles the content of a repository. Writes nothing if there are problems. @param root absolute path of the repository */
export async function compile(root: string): Promise<readonly Problem[]> {
  const source = await readContent(root);
  const problems = [...(await misnamed(root, EXERCISES)), ...validate(source)];
  if (problems.length > 0) return problems;
  const secrets = parseContent(source).exercises.flatMap(({ exercise }) => secretsOf(exercise));
  await mkdir(dirname(join(root, COMPILED)), { recursive: true });
  await writeFile(join(root, COMPILED), json({ exercises: compiledExercises(source), schemas: SCHEMAS }));
  await writeFile(join(root, SECRETS), json({ secrets }));
  return [];
}

/** The exercises as the server has them; of valid content. */
export function compiledExercises(source: ContentSource): readonly Exercise[] {
  const { exercises, pages } = parseContent(source);
  return exercises.map(({ exercise }) => compiled(exercise, pages));
}

/** JSON Schemas of the files, made here so that the Worker need not hold what checks them. */
const SCHEMAS = {
  exercise: z.toJSONSchema(ExerciseFile, { io: 'input' }),
  rubric: z.toJSONSchema(Rubric, { io: 'input' }),
};

const json = (value: unknown) => `${JSON.stringify(value, null, 1)}\n`;

/** The exercise without its model answer, with what recognises a copy of its pages. */
function compiled(exercise: ExerciseFile, pages: Pages): Exercise {
  const guide_pages = guidePages(exercise.guide_refs[0] ?? '', pages);
  if (!('model_answer' in exercise)) return { ...exercise, guide_pages };
  const { model_answer: _, ...rest } = exercise;
  const page_runs = exercise.guide_refs.map((page) => pages[page]?.runs ?? '').join('');
  return { ...rest, concepts: conceptsOf(exercise, pages), guide_pages, page_runs };
}

/** How many pages the guide of a page has: the code before the first dot of its number is the guide's. */
function guidePages(page: string, pages: Pages): number {
  const guide = `${page.split('.')[0]}.`;
  return Object.keys(pages).filter((number) => number.startsWith(guide)).length;
}

/** The concepts of the first page, in the forms that the file gives them, and those that it names of its other pages. */
function conceptsOf(
  { guide_refs: [first = ''], concepts }: Pick<GradedExercise, 'guide_refs' | 'concepts'>,
  pages: Pages,
): string[] {
  const nameOf = (concept: string) => concept.split('|')[0]?.trim() ?? '';
  const ofPage = pages[first]?.concepts ?? [];
  const forms = new Map(concepts.map((concept) => [nameOf(concept), concept]));
  const others = concepts.filter((concept) => !ofPage.includes(nameOf(concept)));
  return [...ofPage.map((name) => forms.get(name) ?? name), ...others];
}

/** A text of a file that no answer before an attempt may have; with `always`, none after it either. */
interface Secret {
  readonly exercise: string;
  readonly text: string;
  readonly always: boolean;
}

/** Fields with keys and with what is said about them. */
const SECRET_FIELDS = ['explanation', 'hint', 'accepted', 'common_errors', 'model_answer'];

function secretsOf(exercise: ExerciseFile): readonly Secret[] {
  return fieldsOf(exercise, '').map(([field, text]) => ({
    exercise: exercise.id,
    text,
    always: field === 'model_answer',
  }));
}

/** Texts in or below the secret fields, each with its field. */
function fieldsOf(value: unknown, field: string): readonly (readonly [field: string, text: string])[] {
  if (typeof value === 'string') return SECRET_FIELDS.includes(field) ? [[field, value]] : [];
  if (typeof value !== 'object' || value === null) return [];
  const inherited = Array.isArray(value) || SECRET_FIELDS.includes(field);
  return Object.entries(value).flatMap(([name, inner]) => fieldsOf(inner, inherited ? field : name));
}

if (import.meta.main) {
  const problems = await compile(join(import.meta.dirname, '../../..'));
  if (problems.length > 0) {
    const list = problems.map(formatProblem).join('\n');
    process.stderr.write(`${list}\n\nПроблем: ${problems.length}. Ничего не записано.\n`);
    process.exitCode = 1;
  } else process.stdout.write(`Готово: ${COMPILED}\n`);
}
