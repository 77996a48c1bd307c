import { defineCursor } from '@aisystant/mcp';
import { joinedWords, queryForms, SNIPPET_CHARACTERS, snippetOf, stemOfCommon, tellingWords } from '@aisystant/search';
import * as z from 'zod';
import { type Quality, unfinished, withNote, withoutWordsOf } from '../domain/recordings/quality.ts';
import { mayCome } from '../domain/transcript/missing.ts';
import { timeCode } from '../domain/transcript/utterance.ts';
import type { KTalkServices } from '../services.ts';
import type { FoundSpeech, MissingTranscript, RecordingsStore, SpeechQuery } from '../store/recordings-store.ts';
import { GAPS, MISSING_TRANSCRIPT, transcriptQuality } from './read-transcript.ts';

/** A search as a tool asks for it. */
export interface SpeechRequest extends Pick<SpeechQuery, 'key' | 'from' | 'to'> {
  readonly query: string;
  readonly limit: number;
  readonly cursor: string | undefined;
  readonly now: number;
}

const positions = defineCursor(
  'speech',
  z.object({ all: z.boolean(), any: z.boolean(), at: z.string(), key: z.string(), place: z.int().min(0) }),
);

/**
 * Utterances of the caller's recordings that have the words: all of them where that finds anything, else any. An answer looks
 * through a part of the recordings; its cursor goes on to the others, whether anything was found or not.
 */
export async function searchSpeech(
  services: Pick<KTalkServices, 'linkTo'>,
  recordings: RecordingsStore,
  { query, cursor, limit, now, ...where }: SpeechRequest,
) {
  const { stems, single } = stemsOf(query);
  const filters = { stems, ...where };
  const position = cursor === undefined ? null : positions.decode(cursor, filters);
  const after = position && { createdAt: position.at, key: position.key, place: position.place };
  const find = async (all: boolean, from: typeof after) =>
    stems.length === 0
      ? NOTHING
      : recordings.search({ ...where, stems: all ? single : stems, all, after: from, limit });
  let all = position?.all ?? true;
  let page = await find(all, after);
  let foundAny = position?.any === true || page.found.length > 0;
  if (page.next === null && !foundAny && all && stems.length > 1) {
    all = false;
    page = await find(all, null);
    foundAny = page.found.length > 0;
  }
  const { found, next, missing } = page;
  const known = await recordings.quality(now, found.length);
  const quality = searchQuality(known, missing, { key: where.key, now });
  return {
    matched: all ? ('all_words' as const) : ('any_word' as const),
    items: found.map((speech) => hitOf(speech, stems, services.linkTo(speech.key))),
    next_cursor:
      next && positions.encode({ all, any: foundAny, at: next.createdAt, key: next.key, place: next.place }, filters),
    data_quality: next && found.length < limit ? unfinished(quality) : quality,
  };
}

/** The stems of a query, and those of its single words: who says all parts of a word with a hyphen says all of it. */
function stemsOf(query: string) {
  const forms = tellingWords(queryForms(query));
  const joined = new Set(joinedWords(query));
  const single = forms.filter((form) => !joined.has(form));
  const stems = (some: readonly string[]) => [...new Set(some.map(stemOfCommon))];
  return { stems: stems(forms), single: stems(single.length > 0 ? single : forms) };
}

const NOTHING = { found: [], next: null, missing: [] };

/** Words that no transcript has were not looked for: of the one recording that was named it is told why. */
function searchQuality(
  quality: Quality,
  missing: readonly MissingTranscript[],
  { key, now }: Pick<SpeechRequest, 'key' | 'now'>,
): Quality {
  const status = key === undefined ? undefined : missing[0]?.status;
  if (status === 'gaps') return { ...withNote(quality, GAPS), coverage_ratio: null };
  if (status !== undefined && status !== 'unread' && status !== 'postponed') {
    return transcriptQuality({ status, note: MISSING_TRANSCRIPT[status] }, quality.last_sync_at);
  }
  const waiting = withoutWordsOf(missing.filter((each) => mayCome(each, now)).length, quality);
  // The share is of people and access, and would call an answer whole that lacks words.
  return missing.some((each) => each.status === 'postponed') ? { ...waiting, coverage_ratio: null } : waiting;
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
