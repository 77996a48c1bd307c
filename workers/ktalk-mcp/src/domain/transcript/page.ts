import { fold, formsOf } from '@aisystant/search';
import { type Utterance, utteranceLine } from './utterance.ts';

/** Which utterances are read. */
export interface TranscriptFilter {
  /** Words of a speaker's name or parts of them, in any order and case; all speakers when absent. */
  readonly speaker?: string | undefined;
  /** Utterances that touch this span, ms from the beginning. */
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
}

/** One page of a transcript. */
export interface TranscriptPage {
  readonly utterances: readonly Utterance[];
  /** Number of the first utterance of the next page among the filtered ones; null on the last page. */
  readonly nextOffset: number | null;
  /** Characters of all filtered utterances as text. */
  readonly totalChars: number;
}

/** The utterances that a filter keeps. */
export function filterUtterances(
  utterances: readonly Utterance[],
  { speaker, fromMs = 0, toMs = Number.POSITIVE_INFINITY }: TranscriptFilter,
): readonly Utterance[] {
  const wanted = speaker === undefined ? [] : formsOf(speaker);
  return utterances.filter(
    ({ speaker: name, startMs, endMs }) =>
      endMs >= fromMs && startMs <= toMs && wanted.every((word) => fold(name).includes(word)),
  );
}

/**
 * The utterances from number `offset` on that cost at most `maxChars`, at least one: pages in order make up the whole
 * transcript. `costOf` counts the characters that one utterance takes in an answer.
 */
export function pageOf(
  utterances: readonly Utterance[],
  {
    offset,
    maxChars,
    costOf,
  }: { readonly offset: number; readonly maxChars: number; readonly costOf: (each: Utterance) => number },
): TranscriptPage {
  let [end, cost] = [offset, 0];
  for (; end < utterances.length; end += 1) {
    const next = utterances[end];
    cost += next ? costOf(next) + 1 : 0;
    if (end > offset && cost > maxChars) break;
  }
  return {
    utterances: utterances.slice(offset, end),
    nextOffset: end < utterances.length ? end : null,
    totalChars: utterances.reduce((sum, each) => sum + utteranceLine(each).length + 1, 0),
  };
}
