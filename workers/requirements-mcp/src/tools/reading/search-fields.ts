import { quoteWords } from '@aisystant/mcp';
import * as z from 'zod';
import { MOST_COUNTED } from '../../store/search-store.ts';
import { EntityLine, fields } from '../fields.ts';
import { entityLine } from '../write-entity.ts';

/** Input fields of a search. */
export const searchInput = {
  query: fields.query,
  limit: z.int().min(1).max(100).default(20),
  offset: z.int().min(0).max(MOST_COUNTED).default(0),
};

/** Output of a search: the best first. */
export const Found = z.object({
  results: z.array(EntityLine.extend({ snippet: z.string() })),
  total_count: z.int().describe(`${MOST_COUNTED} — столько или больше`),
  next_offset: z.int().nullable(),
});

/** A search in words. */
export function foundLines({ results, total_count, next_offset }: z.output<typeof Found>): string {
  return [
    total_count === 0
      ? 'Ничего не найдено.'
      : `Найдено: ${total_count}${total_count < MOST_COUNTED ? '' : ' или больше'}.`,
    ...results.map((each) => `${entityLine(each)}${each.snippet === '' ? '' : `: ${quoteWords(each.snippet)}`}`),
    ...(next_offset === null ? [] : [`Дальше: offset=${next_offset}`]),
  ].join('\n');
}
