import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { assemble } from './assemble.ts';
import { formatProblem, type Problem } from './problem.ts';
import { readContent } from './read-content.ts';
import { validate } from './validate.ts';

/** Where the compiled content goes, from the root of the repository. */
export const COMPILED = 'workers/fsm-mcp/.build/content.json';

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
  await writeFile(target, `${JSON.stringify(assemble(source), null, 2)}\n`);
  return [];
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
