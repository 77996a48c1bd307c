import { expect, test } from 'vitest';
import { mergePieces } from '../domain/transcript/utterance.ts';
import { speechPage } from '../store/live-speech.ts';
import type { RecordingsStore } from '../store/recordings-store.ts';
import { searchSpeech } from './search-speech.ts';

/** How a query is found in one meeting, in which this is said. */
async function matchedIn(said: string, query: string) {
  const utterances = mergePieces([{ startMs: 0, endMs: 1, speakerKey: null, speaker: 'Анна', text: said }]);
  const meeting = { key: 'rec-1', title: 'Встреча', createdAt: '2026-11-20T10:00:00.000Z' };
  const quality = { status: 'OK', coverage_ratio: 1, last_sync_at: null, sources: [], notes: null } as const;
  const recordings: Pick<RecordingsStore, 'search' | 'quality'> = {
    search: async (asked) =>
      speechPage(meeting, { status: 'complete', verification: 'match', utterances, hasGaps: false }, asked),
    quality: async () => ({ ...quality, sources: [] }),
  };
  const asked = { query, limit: 10, cursor: undefined, now: 0 };
  const { items, matched } = await searchSpeech({ linkTo: (key) => key }, recordings as RecordingsStore, asked);
  return items.length === 0 ? null : matched;
}

test.each([
  ['Завтра онлайн встреча', 'онлайн-встреча'],
  ['Завтра онлайн-встреча', 'онлайн-встреча'],
  ['Завтра онлайн-встреча', 'онлайн встреча'],
  ['Бюджет сорвали', 'из-за бюджета'],
  ['Давайте посмотрим бюджет', 'какой-нибудь бюджет'],
  ['Бюджет всё таки приняли', 'всё-таки бюджет'],
])('%j has all words of %j', async (said, query) => {
  expect(await matchedIn(said, query)).toBe('all_words');
});

test.each([
  ['Завтра встреча', 'онлайн-встреча', 'any_word'],
  ['Это саморазвитие', 'само-развитие', 'any_word'],
  ['Завтра обед', 'онлайн-встреча', null],
])('%j of %j', async (said, query, matched) => {
  expect(await matchedIn(said, query)).toBe(matched);
});
