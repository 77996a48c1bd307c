import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** The folder of the tools that the READMEs speak of. */
export const TOOLS = 'workers/dt-mcp/src/tools';

/** What a README says of a tool in five minutes. */
export interface TaughtTool {
  /** The code of the tool. */
  readonly tool: string;
  /** The code of its test. */
  readonly itsTest: string;
  /** Path of the file that lists the tools. */
  readonly list: string;
}

/** Reads it from a README of the repository at `root`. */
export async function taughtBy(root: string, readme: string): Promise<TaughtTool> {
  const text = await readFile(path.join(root, readme), 'utf8');
  const part = text.slice(text.indexOf(`\`${TOOLS}/get-active-days.ts\``));
  const [tool = '', itsTest = ''] = [...part.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code);
  const [, list = ''] = part.match(/^2\. [^`]*`([^`]+\.ts)`/m) ?? [];
  return { tool, itsTest, list };
}
