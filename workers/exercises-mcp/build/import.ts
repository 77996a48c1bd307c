import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileId, type Problem, readFolder, type SourceFile } from '@aisystant/mcp/content';
import { EXERCISES, misnamed, PAGES, readContent } from './compile.ts';
import { pagesOf } from './pages.ts';
import { validate } from './validate.ts';

/** What a check found. */
export interface Report {
  readonly problems: readonly Problem[];
  /** Number of exercises with those of the folder. */
  readonly exercises: number;
  /** Ids of the files that are new here, and of those that differ. */
  readonly added: readonly string[];
  readonly changed: readonly string[];
}

/**
 * Checks the exercises of a repository, or how they would be with the files of a folder. Nothing is written.
 * @param root absolute path of the repository
 * @param folder absolute path of a folder of exercise files
 */
export async function check(root: string, folder?: string): Promise<Report> {
  return (await merged(root, folder)).report;
}

/** Takes the exercise files of a folder into the repository, all or none. Parameters as in {@link check}. */
export async function importExercises(root: string, folder: string): Promise<Report> {
  const { report, taken } = await merged(root, folder);
  if (report.problems.length > 0) return report;
  await mkdir(join(root, EXERCISES), { recursive: true });
  for (const { path, text } of taken) await writeFile(join(root, EXERCISES, basename(path)), text);
  return report;
}

async function merged(root: string, folder: string | undefined) {
  const source = await readContent(root);
  const given = folder === undefined ? [] : await readFolder(folder, '.', '.yaml');
  const taken = given.map((file) => ({ ...file, path: basename(file.path) }));
  const known = new Map(source.exercises.map((file) => [fileId(file), file]));
  const added = taken.filter((file) => !known.has(fileId(file)));
  const changed = taken.filter((file) => known.get(fileId(file))?.text !== file.text && known.has(fileId(file)));
  const names = new Set(taken.map(fileId));
  const exercises = [...source.exercises.filter((file) => !names.has(fileId(file))), ...taken];
  const problems = [
    ...(await misnamed(root, EXERCISES)),
    ...(folder === undefined ? [] : await misnamed(folder, '.')).map((each) => ({
      ...each,
      file: basename(each.file),
    })),
    ...(folder !== undefined && taken.length === 0 ? [nothingIn(folder)] : []),
    ...validate({ ...source, exercises }),
    ...changed.flatMap((file) => versionProblems(file, known.get(fileId(file)))),
  ];
  const ids = (files: readonly SourceFile[]) => files.map(fileId);
  return { report: { problems, exercises: exercises.length, added: ids(added), changed: ids(changed) }, taken };
}

function nothingIn(folder: string): Problem {
  return {
    file: folder,
    field: null,
    message: 'здесь нет файлов .yaml: упражнение — один файл, например ex-x1-11.yaml',
  };
}

/** A changed text with the old version, or a lower one, would be graded as if it were the old one. */
function versionProblems(file: SourceFile, known: SourceFile | undefined): readonly Problem[] {
  const versionOf = (source: SourceFile | undefined) => /^version: *["']?([\d.]+)/m.exec(source?.text ?? '')?.[1];
  const [before, now] = [versionOf(known), versionOf(file)];
  // Without a version the file is refused anyway.
  if (before === undefined || now === undefined || isHigher(now, before)) return [];
  const message =
    now === before
      ? `файл изменился, а версия прежняя: ${before}. Поднимите её`
      : `здесь уже версия ${before}, а в файле ${now}. Поднимите её`;
  return [{ file: file.path, field: 'version', message }];
}

/** Whether a version of three numbers comes after another. */
function isHigher(version: string, other: string): boolean {
  return version.localeCompare(other, 'en', { numeric: true }) > 0;
}

/** What an import of pages found. Without problems, so many pages are now in the list. */
export interface PagesReport {
  readonly problems: readonly Problem[];
  readonly pages: number;
}

/**
 * Writes what the exercises know of the pages they may cite, from the guides of a folder: `*.md`, a page begins with
 * `## X1.1:3 - Title`. Writes nothing where there are no pages, where two have one number, or where they lack some that the
 * exercises cite.
 */
export async function importPages(root: string, folder: string): Promise<PagesReport> {
  const guides = await readFolder(folder, '.', '.md');
  const found = guides.flatMap(({ path, text }) => pagesOf(text).map(([number, page]) => ({ path, number, page })));
  const pages = Object.fromEntries(found.map(({ number, page }) => [number, page]));
  const count = Object.keys(pages).length;
  if (count === 0) return { problems: [noPagesIn(folder)], pages: 0 };
  const same = sameNumbers(found);
  if (same.length > 0) return { problems: same, pages: count };
  const text = `${JSON.stringify(pages, null, 1)}\n`;
  const problems = validate({ ...(await readContent(root)), pages: { path: PAGES, text } });
  if (problems.length === 0) await writeFile(join(root, PAGES), text);
  return { problems, pages: count };
}

/** Pages whose number an earlier one has: only one of the two could be cited, and a copy of the other would not be seen. */
function sameNumbers(found: readonly { readonly path: string; readonly number: string }[]): readonly Problem[] {
  const first = new Map<string, string>();
  return found.flatMap(({ path, number }) => {
    const earlier = first.get(number);
    if (earlier === undefined) {
      first.set(number, path);
      return [];
    }
    const where = earlier === path ? 'в этом же файле' : `в ${basename(earlier)}`;
    return [
      { file: basename(path), field: null, message: `страница ${number} уже есть ${where}: у двух страниц один номер` },
    ];
  });
}

function noPagesIn(folder: string): Problem {
  return {
    file: folder,
    field: null,
    message: 'здесь нет страниц руководств: нужны файлы .md, страница в них начинается так: ## X1.1:3 - Название',
  };
}
