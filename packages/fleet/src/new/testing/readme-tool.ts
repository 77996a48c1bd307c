import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'vitest';
import { withTool } from '../edits.ts';
import type { RepositoryCopy } from './repository-copy.ts';

/** The folder of the tools that the READMEs speak of. */
export const TOOLS = 'workers/dt-mcp/src/tools';

/** What a README says of a tool in five minutes. */
interface TaughtTool {
  /** The code of the tool. */
  readonly tool: string;
  /** The code of its test. */
  readonly itsTest: string;
  /** Path of the file that lists the tools. */
  readonly list: string;
}

async function taughtBy(root: string, readme: string): Promise<TaughtTool> {
  const text = await readFile(path.join(root, readme), 'utf8');
  const part = text.slice(text.indexOf(`\`${TOOLS}/get-active-days.ts\``));
  const [tool = '', itsTest = ''] = [...part.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code);
  const [, list = ''] = part.match(/^2\. [^`]*`([^`]+\.ts)`/m) ?? [];
  return { tool, itsTest, list };
}

/** Makes the tool of the README in a copy, by the README. */
export async function followReadme(copy: RepositoryCopy): Promise<void> {
  const { tool, itsTest, list } = await taughtBy(copy.root, 'README.md');
  expect(await taughtBy(copy.root, 'README.ru.md')).toEqual({ tool, itsTest, list });
  expect(list, 'the file that step 2 names').toBe(`${TOOLS}/tools.ts`);
  await writeFile(path.join(copy.root, TOOLS, 'get-active-days.ts'), tool);
  await writeFile(path.join(copy.root, TOOLS, 'get-active-days.test.ts'), itsTest);
  const listed = await readFile(path.join(copy.root, list), 'utf8');
  const longer = withTool(listed, 'getActiveDays', './get-active-days.ts');
  await writeFile(path.join(copy.root, list), longer ?? expect.unreachable('the list has another shape'));
  // The longer list needs the formatter, as in an editor.
  copy.run('node_modules/.bin/biome', 'check', '--write', list);
}
