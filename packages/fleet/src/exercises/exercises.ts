import { statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Problem } from '@aisystant/mcp/content';
import { describeProblems } from '../describe-problems.ts';
import { ROOT } from '../paths.ts';
import { UsageError } from '../usage-error.ts';

/** What a check of the exercises found. */
interface Report {
  readonly problems: readonly Problem[];
  readonly exercises: number;
  readonly added: readonly string[];
  readonly changed: readonly string[];
}

/** The part of the build of exercises-mcp that is used here. A package imports no worker, so it is loaded by path. */
interface ExercisesBuild {
  check(root: string, folder?: string): Promise<Report>;
  importExercises(root: string, folder: string): Promise<Report>;
  importPages(root: string, folder: string): Promise<{ readonly problems: readonly Problem[]; readonly pages: number }>;
}

/** `npm run fleet -- exercises check|import|pages [DIR]`: exercise files, in Russian, for those who write them. */
export async function exercises([what, folder]: readonly string[]): Promise<void> {
  const { right, text } = await runExercises(ROOT, what, folder === undefined ? undefined : path.resolve(folder));
  console.log(text);
  if (!right) process.exitCode = 1;
}

/**
 * Runs a command on the exercises of a repository and says what came of it.
 * @param root absolute path of the repository
 * @param folder absolute path of a folder of files
 */
export async function runExercises(
  root: string,
  what: string | undefined,
  folder: string | undefined,
): Promise<{ readonly right: boolean; readonly text: string }> {
  const build = path.join(ROOT, 'workers', 'exercises-mcp', 'build', 'import.ts');
  const { check, importExercises, importPages }: ExercisesBuild = await import(pathToFileURL(build).href);
  const found = folder === undefined ? null : statSync(folder, { throwIfNoEntry: false });
  if (found === undefined) return { right: false, text: `${folder} — такой папки нет` };
  if (found?.isFile()) return { right: false, text: `${folder} — это файл, а нужна папка` };
  if (what === 'check') return outcomeOf(await check(root, folder), 'Всё в порядке');
  if (what !== 'import' && what !== 'pages') {
    throw new UsageError(`There is no "exercises ${what}", only: npm run fleet -- exercises check|import|pages [DIR]`);
  }
  if (folder === undefined) throw new UsageError(`Name the folder: npm run fleet -- exercises ${what} DIR`);
  if (what === 'import') return outcomeOf(await importExercises(root, folder), 'Принято');
  const { problems, pages } = await importPages(root, folder);
  if (problems.length > 0) return { right: false, text: describeProblems(problems) };
  return { right: true, text: `Страниц в списке: ${pages}` };
}

function outcomeOf({ problems, exercises, added, changed }: Report, done: string) {
  if (problems.length > 0) return { right: false, text: describeProblems(problems) };
  const parts = [`упражнений ${exercises}`, `новых ${added.length}`, `изменённых ${changed.length}`];
  return { right: true, text: `${done}: ${parts.join(', ')}` };
}
