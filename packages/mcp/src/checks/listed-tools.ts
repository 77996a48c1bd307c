import { isRecord } from '../define/is-record.ts';
import { canListTools, exchange, listToolsWithoutToken, resultOf } from './exchange.ts';
import type { Answer, Probe } from './probe.ts';

/** An entry of `tools/list`, not validated. */
export type ListedTool = { readonly [field: string]: unknown };

/** The tools that a stranger gets; empty if the server requires a sign-in. */
export async function openTools(probe: Probe): Promise<readonly ListedTool[]> {
  return toolsOf(await listToolsWithoutToken(probe));
}

/** The tools that the server lists; empty if it requires a sign-in or the answer is invalid. */
export async function listedTools(probe: Probe): Promise<readonly ListedTool[]> {
  if (!(await canListTools(probe))) return [];
  return toolsOf(await exchange(probe, { method: 'tools/list' }));
}

function toolsOf(answer: Answer): readonly ListedTool[] {
  const tools = resultOf(answer)?.['tools'];
  return Array.isArray(tools) ? tools.filter(isRecord) : [];
}
