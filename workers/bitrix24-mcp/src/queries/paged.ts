import { PAGE } from '../domain/entity.ts';
import { field, listOf } from '../domain/portal-answer.ts';
import { MOST_COMMANDS } from '../store/batch.ts';
import type { Command, CommandAnswer, PortalStore } from '../store/portal-store.ts';

/** A list of the portal: the pages that were read, and the command for each. What is no list has one page. */
export interface Paged {
  readonly pages: CommandAnswer[];
  readonly at: (index: number) => Command;
  /** Pages of the first request. */
  readonly first: number;
}

/** A list of which nothing was read. */
export const paged = (at: Paged['at'], first = 1): Paged => ({ pages: [], at, first });

/**
 * Reads lists: their first pages in one request, then what is missing by their totals, all in the same requests.
 * @returns offset of the portal's clocks
 */
export async function readPages(store: PortalStore, lists: readonly Paged[]): Promise<string> {
  const asked = lists.flatMap((list) =>
    Array.from({ length: list.first }, (_, index) => ({ list, command: list.at(index) })),
  );
  const { answers, portalZone } = await store.run(asked.map(({ command }) => command));
  for (const [index, answer] of answers.entries()) asked[index]?.list.pages.push(answer);
  await readOn(store, lists);
  return portalZone;
}

async function readOn(store: PortalStore, lists: readonly Paged[]): Promise<void> {
  const missing = (list: Paged) => {
    const { pages } = list;
    const total = pages[0]?.total ?? 0;
    // Some portals give a list as a whole, whatever its length.
    const isWhole = pages.flatMap(({ result }) => rowsIn(result)).length >= total;
    const count = isWhole ? 0 : Math.max(0, Math.ceil(total / PAGE) - pages.length);
    return Array.from({ length: count }, (_, index) => ({ list, command: list.at(pages.length + index) }));
  };
  for (let wanted = lists.flatMap(missing); wanted.length > 0; wanted = lists.flatMap(missing)) {
    const asked = wanted.slice(0, MOST_COMMANDS);
    const { answers } = await store.run(asked.map(({ command }) => command));
    for (const [index, answer] of answers.entries()) asked[index]?.list.pages.push(answer);
  }
}

const rowsIn = (result: unknown) => listOf(field(result, 'categories') ?? result);

/** What the only page of a list answered. */
export const resultOf = ({ pages }: Paged): unknown => pages[0]?.result;

/** The rows of all pages: one that was added in between may be on two. */
export function rowsOf<Row extends { readonly id: string }>(
  { pages }: Paged,
  read: (row: unknown) => Row,
): readonly Row[] {
  const rows = pages.flatMap(({ result }) => rowsIn(result).map(read));
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}
