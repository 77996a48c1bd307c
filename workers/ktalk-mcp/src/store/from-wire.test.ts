import { expect, test } from 'vitest';
import { transcriptOf } from './from-wire.ts';
import { Transcript } from './wire.ts';

const timesOf = (...chunks: readonly object[]) => {
  const tracks = [{ speaker: { userInfo: { key: 'u-anna', surname: 'Волкова' } }, chunks }];
  const { pieces } = transcriptOf(Transcript.parse({ status: 'complete', tracks }));
  return pieces.map(({ startMs, endMs, text }) => [startMs, endMs, text]);
};
const at = (startTimeOffsetInMillis: number, endTimeOffsetInMillis: number, text: string) => ({
  startTimeOffsetInMillis,
  endTimeOffsetInMillis,
  text,
});

test('words without a time of their own follow those before them: a transcript is not lost for one of them', () => {
  expect(
    timesOf(
      { text: 'сначала' },
      at(5_000, 9_000, 'раз'),
      { text: 'два', startTimeOffsetInMillis: null, endTimeOffsetInMillis: null },
      { text: 'три', timeOffsetInMillis: 12_000 },
      { text: 'четыре', startTimeOffsetInMillis: 13_000 },
      at(20_000, 21_000, 'пять'),
    ),
  ).toEqual([
    [0, 0, 'сначала'],
    [5_000, 9_000, 'раз'],
    [9_000, 9_000, 'два'],
    [12_000, 12_000, 'три'],
    [13_000, 13_000, 'четыре'],
    [20_000, 21_000, 'пять'],
  ]);
});
