import { quoteWords } from '@aisystant/mcp';
import * as z from 'zod';
import { type findEntities, MATCHES } from '../../queries/find-entities.ts';
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
  matched: z.enum(MATCHES).describe('any_word — всех слов вместе нет нигде'),
  next_offset: z.int().nullable(),
});
type Found = z.output<typeof Found>;

/** What was found, as {@link Found} has it. */
export function foundOf({ items, total, ...rest }: Awaited<ReturnType<typeof findEntities<Found['results'][number]>>>) {
  return { results: items, total_count: total, ...rest };
}

/** A search in words. */
export function foundLines({ results, total_count, matched, next_offset }: Found): string {
  return [
    total_count === 0
      ? 'Ничего не найдено.'
      : `Найдено: ${total_count}${total_count < MOST_COUNTED ? '' : ' или больше'}.`,
    ...(matched === 'any_word' && results.length > 0
      ? ['Всех слов вместе нет нигде: здесь те, где есть хоть одно.']
      : []),
    ...results.map((each) => `${entityLine(each)}${each.snippet === '' ? '' : `: ${quoteWords(each.snippet)}`}`),
    ...(next_offset === null ? [] : [`Дальше: offset=${next_offset}`]),
  ].join('\n');
}
