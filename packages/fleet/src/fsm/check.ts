import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../paths.ts';
import { UsageError } from '../usage-error.ts';

/** An error in a content file, in Russian, for those who write it. */
export interface ContentProblem {
  readonly file: string;
  /** Path of the field; null for the whole file. */
  readonly field: string | null;
  readonly message: string;
}

/** The part of the build of fsm-mcp that is used here. A package imports no worker, so it is loaded by path. */
interface ContentBuild {
  check(root: string): Promise<{
    readonly problems: readonly ContentProblem[];
    readonly states: number;
  }>;
}

/** `npm run fleet -- fsm check`: whether the Guide's texts are right, in Russian, for those who write them. */
export async function fsm([what]: readonly string[]): Promise<void> {
  if (what !== 'check') throw new UsageError(`There is no "fsm ${what}", only: npm run fleet -- fsm check`);
  const { right, text } = await checkTexts(ROOT);
  console.log(text);
  if (!right) process.exitCode = 1;
}

/**
 * Checks the texts of a repository; nothing is written.
 * @param root absolute path of the repository
 */
export async function checkTexts(root: string): Promise<{ readonly right: boolean; readonly text: string }> {
  const build = path.join(ROOT, 'workers', 'fsm-mcp', 'build', 'compile.ts');
  const { check }: ContentBuild = await import(pathToFileURL(build).href);
  const { problems, states } = await check(root);
  if (problems.length === 0) return { right: true, text: `Всё в порядке: ${states} ${statesInRussian(states)}` };
  return { right: false, text: describeProblems(problems) };
}

/** The problems of content, file by file. */
export function describeProblems(problems: readonly ContentProblem[]): string {
  const files = [...new Set(problems.map(({ file }) => file))];
  const parts = files.map((file) => {
    const own = problems.filter((problem) => problem.file === file);
    return [file, ...own.map(({ field, message }) => `  • ${field === null ? '' : `${field}: `}${message}`)].join('\n');
  });
  return [...parts, `Исправить: ${problems.length}`].join('\n\n');
}

function statesInRussian(count: number): string {
  const lastTwo = count % 100;
  const last = count % 10;
  if (last === 1 && lastTwo !== 11) return 'состояние';
  return last >= 2 && last <= 4 && (lastTwo < 12 || lastTwo > 14) ? 'состояния' : 'состояний';
}
