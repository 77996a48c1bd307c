import { defineCursor } from '@aisystant/mcp';
import { queryForms, SNIPPET_CHARACTERS, searchForms, snippetOf, stemOfCommon, tellingWords } from '@aisystant/search';
import * as z from 'zod';
import { timeCode } from '../domain/transcript/utterance.ts';
import type { KTalkServices } from '../services.ts';
import type { FoundSpeech, RecordingsStore, SpeechPosition, SpeechQuery } from '../store/recordings-store.ts';

/** A search as a tool asks for it. */
export interface SpeechRequest extends Pick<SpeechQuery, 'key' | 'from' | 'to'> {
  readonly query: string;
  readonly limit: number;
  readonly cursor: string | undefined;
}

const positions = defineCursor(
  'speech',
  z.object({ all: z.boolean(), at: z.string(), key: z.string(), ms: z.int(), place: z.int() }),
);

/** Utterances of the caller's recordings that have the words: all of them where that finds anything, else any. */
export async function searchSpeech(
  services: Pick<KTalkServices, 'linkTo'>,
  recordings: RecordingsStore,
  { query, cursor, limit, ...where }: SpeechRequest,
) {
  const stems = [...new Set(tellingWords(queryForms(query)).map(stemOfCommon))];
  const filters = { stems, ...where };
  const known = cursor === undefined ? null : positions.decode(cursor, filters);
  const after: SpeechPosition | null = known && {
    createdAt: known.at,
    key: known.key,
    startMs: known.ms,
    place: known.place,
  };
  const find = (all: boolean) => recordings.search({ ...where, stems, all, after, limit: limit + 1 });
  let all = known?.all ?? true;
  let found = stems.length === 0 ? [] : await find(all);
  if (found.length === 0 && known === null && stems.length > 1) {
    all = false;
    found = await find(all);
  }
  const shown = found.slice(0, limit);
  const last = found.length > limit ? shown.at(-1) : undefined;
  return {
    matched: all ? ('all_words' as const) : ('any_word' as const),
    items: shown.map((speech) => hitOf(speech, stems, services.linkTo(speech.key))),
    next_cursor:
      last === undefined
        ? null
        : positions.encode({ all, at: last.createdAt, key: last.key, ms: last.startMs, place: last.place }, filters),
  };
}

function hitOf(speech: FoundSpeech, stems: readonly string[], url: string) {
  const termOf = (form: string) => {
    const at = stems.indexOf(stemOfCommon(form));
    return at < 0 ? null : at;
  };
  return {
    recording_key: speech.key,
    title: speech.title,
    created_at: speech.createdAt,
    start_ms: speech.startMs,
    time: timeCode(speech.startMs),
    speaker: speech.speaker,
    snippet: snippetOf(speech.text, termOf),
    url,
  };
}

/** Words of a query that can be looked for at all. */
export function hasWords(query: string): boolean {
  return searchForms(query).length > 0;
}

/** Output: where something was said. */
export const SpeechHit = z.object({
  recording_key: z.string(),
  title: z.string(),
  created_at: z.string(),
  start_ms: z.int(),
  time: z.string().describe('ЧЧ:ММ:СС от начала записи'),
  speaker: z.string(),
  snippet: z
    .string()
    .max(2 * SNIPPET_CHARACTERS)
    .describe('кусок реплики, найденные слова — между **'),
  url: z.string(),
});
