import { quoteWords } from '@aisystant/mcp';
import * as z from 'zod';
import { EntityLine } from '../fields.ts';
import { entityLine } from '../write-entity.ts';

/** Input fields of a search. */
export const searchInput = {
  query: z.string().trim().min(1).max(300).describe('слова или номер'),
  limit: z.int().min(1).max(100).default(20),
  offset: z.int().min(0).max(10_000).default(0),
};

/** Output of a search: the best first. */
export const Found = z.object({
  results: z.array(EntityLine.extend({ snippet: z.string() })),
  total_count: z.int(),
  next_offset: z.int().nullable(),
});

/** A search in words. */
export function foundLines({ results, total_count, next_offset }: z.output<typeof Found>): string {
  return [
    total_count === 0 ? 'Ничего не найдено.' : `Найдено: ${total_count}.`,
    ...results.map((each) => `${entityLine(each)}${each.snippet === '' ? '' : `: ${quoteWords(each.snippet)}`}`),
    ...(next_offset === null ? [] : [`Дальше: offset=${next_offset}`]),
  ].join('\n');
}
