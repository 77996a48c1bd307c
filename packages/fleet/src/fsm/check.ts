import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Problem } from '@aisystant/mcp/content';
import { plural } from '@aisystant/mcp/russian';
import { describeProblems } from '../describe-problems.ts';
import { ROOT } from '../paths.ts';
import { UsageError } from '../usage-error.ts';

/** The part of the build of fsm-mcp that is used here. A package imports no worker, so it is loaded by path. */
interface ContentBuild {
  check(root: string): Promise<{
    readonly problems: readonly Problem[];
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
  if (problems.length > 0) return { right: false, text: describeProblems(problems) };
  return { right: true, text: `Всё в порядке: ${plural(states, 'состояние', 'состояния', 'состояний')}` };
}
