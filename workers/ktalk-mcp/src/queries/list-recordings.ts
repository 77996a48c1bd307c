import { defineCursor, defineListPages, ToolError } from '@aisystant/mcp';
import { formsOf, stemOf, tellingWords } from '@aisystant/search';
import * as z from 'zod';
import { unfinished } from '../domain/recordings/quality.ts';
import type { KTalkServices } from '../services.ts';
import type { RecordingFilters } from '../store/recordings-store.ts';
import { recordingItem } from './recording-lines.ts';

const Position = z.object({ created_at: z.string(), key: z.string() });
const pages = defineListPages('recordings', Position);
/** A cursor of the same list at a recording that is not shown. */
const positions = defineCursor('recordings', Position);

/** A list as a tool asks for it. */
export interface ListRequest {
  readonly filters: RecordingFilters;
  readonly limit: number;
  readonly cursor: string | undefined;
  readonly now: number;
}

/** A page of the caller's recordings, newest first. */
export async function listRecordings(services: KTalkServices, { filters, limit, cursor, now }: ListRequest) {
  const recordings = await services.recordings();
  const after = pages.after(cursor, filters);
  const position = after && { createdAt: after.created_at, key: after.key };
  const { recordings: found, next } = await recordings.list(filters, position, limit + 1);
  const rows = found.map((recording) => recordingItem(recording, services.linkTo(recording.key)));
  const page = pages.page(rows, { limit, filters, show: (row) => row });
  const quality = await recordings.quality(now, found.length);
  if (page.next_cursor !== null || next === null) return { ...page, data_quality: quality };
  const cursorOfNext = positions.encode({ created_at: next.createdAt, key: next.key }, filters);
  return { ...page, next_cursor: cursorOfNext, data_quality: unfinished(quality) };
}

/** The parts of words by which titles are compared: their beginnings, so that other forms of a word are found too. */
export function titleWords(query: string): readonly string[] {
  return requireWords('query', tellingWords(formsOf(query)).map(beginningOf));
}

/** What a word and its stem begin with: a title has no «daili» or «hire», which are the stems of «daily» and «hiring». */
function beginningOf(form: string): string {
  let beginning = stemOf(form).replace(/(?<=..)[ei]$/, '');
  while (!form.startsWith(beginning)) beginning = beginning.slice(0, -1);
  return beginning;
}

/** The words of a name, without punctuation: «Ким, Б.» has «ким» and «б». Throws `INVALID_ARGUMENT` for a name without words. */
export function nameWords(field: string, name: string): readonly string[] {
  return requireWords(field, formsOf(name));
}

/** Words that are looked for. Throws `INVALID_ARGUMENT` for none, by which everything would be a hit. */
export function requireWords(field: string, words: readonly string[]): readonly string[] {
  if (words.length === 0) throw new ToolError('INVALID_ARGUMENT', 'Здесь нет слов.', { field });
  return words;
}
