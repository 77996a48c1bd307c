import type { Utterance } from '../domain/transcript/utterance.ts';

/** A row of the table of utterances. */
export interface UtteranceRow {
  readonly id: number;
  readonly start_ms: number;
  readonly end_ms: number;
  readonly speaker_key: string | null;
  readonly speaker: string;
  readonly text: string;
}

/** Reads an utterance from its row. */
export function utteranceOf({ start_ms, end_ms, speaker_key, speaker, text }: UtteranceRow): Utterance {
  return { startMs: start_ms, endMs: end_ms, speakerKey: speaker_key, speaker, text };
}
