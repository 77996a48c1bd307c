import { canListTools, exchange, isFields, resultOf } from './exchange.ts';
import type { Probe } from './probe.ts';

/** An entry of `tools/list`, not validated. */
export type ListedTool = { readonly [field: string]: unknown };

/** The tools that the server lists; empty if it requires a sign-in or the answer is invalid. */
export async function listedTools(probe: Probe): Promise<readonly ListedTool[]> {
  if (!(await canListTools(probe))) return [];
  const tools = resultOf(await exchange(probe, { method: 'tools/list' }))?.['tools'];
  return Array.isArray(tools) ? tools.filter(isFields) : [];
}
