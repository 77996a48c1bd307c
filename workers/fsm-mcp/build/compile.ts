import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { assemble } from './assemble.ts';
import type { ContentSource } from './content-source.ts';
import { graphPageBody } from './graph-page.ts';
import { parseContent } from './parse-content.ts';
import { formatProblem, type Problem } from './problem.ts';
import { readContent } from './read-content.ts';
import { validate } from './validate.ts';

/** Where the compiled content goes, from the root of the repository. */
export const COMPILED = 'workers/fsm-mcp/.build/content.json';

/** What a check of the content found. */
export type ContentReport = {
  /** What has to be put right, in the order of files; empty when all is well. */
  readonly problems: readonly Problem[];
  /** How many states there are. */
  readonly states: number;
};

/**
 * Checks the content of a repository and writes nothing.
 * @param root absolute path of the repository
 */
export async function check(root: string): Promise<ContentReport> {
  const source = await readContent(root);
  return { problems: validate(source), states: source.states.length };
}

/**
 * Compiles the content of a repository and writes it to {@link COMPILED}. Nothing is written when there are problems.
 * @param root absolute path of the repository
 * @returns the problems; an empty list means that the file is written
 */
export async function compile(root: string): Promise<readonly Problem[]> {
  const source = await readContent(root);
  const problems = validate(source);
  if (problems.length > 0) return problems;
  const target = join(root, COMPILED);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, `${JSON.stringify(compiled(source), null, 2)}\n`);
  return [];
}

/** What the Worker imports: the content, and the page that is drawn from it. */
function compiled(source: ContentSource) {
  const content = assemble(source);
  const { coming, tools } = parseContent(source).content;
  const titles = new Map(tools.flatMap(({ name, title }) => (title === undefined ? [] : [[name, title] as const])));
  return { content, graph_html: graphPageBody(content, coming.states, titles) };
}

if (import.meta.main) {
  const problems = await compile(join(import.meta.dirname, '../../..'));
  if (problems.length > 0) {
    process.stderr.write(
      `${problems.map(formatProblem).join('\n')}\n\nПроблем: ${problems.length}. Ничего не записано.\n`,
    );
    process.exitCode = 1;
  } else {
    process.stdout.write(`Готово: ${COMPILED}\n`);
  }
}
