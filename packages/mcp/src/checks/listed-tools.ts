import { exchange, isFields, isOpenToUs, resultOf } from './exchange.ts';
import type { Probe } from './probe.ts';

/** A tool as `tools/list` shows it; nothing about it is certain. */
export type ListedTool = { readonly [field: string]: unknown };

/** The tools the server shows us; none when it asks for a sign-in or shows nothing that can be read. */
export async function listedTools(probe: Probe): Promise<readonly ListedTool[]> {
  if (!(await isOpenToUs(probe))) return [];
  const tools = resultOf(await exchange(probe, { method: 'tools/list' }))?.['tools'];
  return Array.isArray(tools) ? tools.filter(isFields) : [];
}
