import { type Reader, readerOf } from '../kit/read.ts';
import { ToolRefusal } from './section-error.ts';
import type { Server } from './server.ts';

/** Most exercises that the server gives at once. */
const PAGE = 50;

/** The exercises of the catalogue, all of its pages. Throws {@link ToolRefusal} where one is refused. */
export async function allExercises(server: Pick<Server, 'call'>): Promise<readonly Reader[]> {
  const found: Reader[] = [];
  let cursor: string | null = null;
  do {
    const result = await server.call('exercises_list', { limit: PAGE, ...(cursor !== null && { cursor }) });
    if (result.isError) throw new ToolRefusal(result);
    const page = readerOf(result.structuredContent);
    found.push(...page.list('items'));
    cursor = page.text('next_cursor');
  } while (cursor !== null);
  return found;
}
