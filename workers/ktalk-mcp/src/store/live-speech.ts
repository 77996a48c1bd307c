import { indexText, stemOfCommon } from '@aisystant/search';
import type { Recording } from '../domain/recordings/recording.ts';
import type { Utterance } from '../domain/transcript/utterance.ts';
import {
  type FoundSpeech,
  isAfter,
  type MissingTranscript,
  type SpeechPage,
  type SpeechPosition,
  type SpeechQuery,
} from './index-store.ts';
import type { OwnTranscript } from './recordings-store.ts';

type Searched = Pick<Recording, 'key' | 'title' | 'createdAt'>;

/** A page of what a search finds in the transcript of one recording. */
export function speechPage(recording: Searched, transcript: OwnTranscript, query: SpeechQuery): SpeechPage {
  const missing = missingIn(recording, transcript);
  if (transcript.status !== 'complete') return { found: [], next: null, missing };
  const found = speechIn(recording, transcript.utterances, query);
  const last = found.length > query.limit ? found[query.limit - 1] : undefined;
  return { found: found.slice(0, query.limit), next: last ?? null, missing };
}

/** The recording itself, if its words are not all in its transcript. */
export function missingIn({ key, createdAt }: Searched, transcript: OwnTranscript): readonly MissingTranscript[] {
  if (transcript.status !== 'complete') return [{ key, createdAt, status: transcript.status }];
  return transcript.hasGaps ? [{ key, createdAt, status: 'gaps' }] : [];
}

/** What a search finds in a transcript that is not in the index, behind its position. */
export function speechIn(
  { key, title, createdAt }: Searched,
  utterances: readonly Utterance[],
  { stems, all, after }: Pick<SpeechQuery, 'stems' | 'all' | 'after'>,
): FoundSpeech[] {
  const spoken = utterances.flatMap((utterance, place) => {
    const said = new Set(indexText(utterance.text, stemOfCommon).split(' '));
    const has = (stem: string) => said.has(stem);
    const wanted = all ? stems.every(has) : stems.some(has);
    return wanted ? [{ ...utterance, key, title, createdAt, place }] : [];
  });
  return spoken.filter((speech) => isSpokenAfter(speech, after));
}

function isSpokenAfter(speech: FoundSpeech, after: SpeechPosition | null): boolean {
  if (after === null) return true;
  if (speech.key === after.key) return speech.place > after.place;
  return isAfter(speech, after);
}
