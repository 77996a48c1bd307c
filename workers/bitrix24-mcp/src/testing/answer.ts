import type { ToolAnswer } from '@aisystant/testing';

/** The parts of an answer of a list that tests read. */
export interface ListData {
  readonly request: { readonly [field: string]: unknown };
  readonly rows: readonly { readonly [column: string]: unknown }[];
  readonly ids: readonly string[];
  readonly pagination: { readonly total: number; readonly fetched: number; readonly next_cursor: string | null };
  readonly fix: { readonly [key: string]: string } | undefined;
  readonly names: { readonly [kind: string]: { readonly [id: string]: string } };
}

/** Reads an answer of a list. */
export function listData({ data }: ToolAnswer): ListData {
  const { request, result, pagination, suggestedFix, names } = JSON.parse(JSON.stringify(data));
  const rows = result.result.tasks ?? result.result;
  const ids = rows.map((row: { ID?: string; id?: string }) => row.ID ?? row.id);
  return { request, rows, ids, pagination, fix: suggestedFix?.filters[0], names };
}
