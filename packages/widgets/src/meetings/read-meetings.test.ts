import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readerOf } from '../kit/read.ts';
import { readCalendar, readTranscript, remarksOf } from './read-meetings.ts';

describe('a transcript', () => {
  const word = fc.stringMatching(/^[а-яё]{1,12}$/);
  const remark = fc.record({
    time: fc.nat(359_999).map((seconds) => new Date(seconds * 1_000).toISOString().slice(11, 19)),
    speaker: fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' ')),
    text: fc.array(word, { minLength: 1, maxLength: 9 }).map((words) => words.join(': ')),
  });

  test('has the same remarks as a text and in parts', () => {
    fc.assert(
      fc.property(fc.array(remark, { minLength: 1, maxLength: 20 }), (segments) => {
        const text = segments.map(({ time, speaker, text: said }) => `[${time}] ${speaker}: ${said}`).join('\n');
        expect(readTranscript(readerOf({ text, segments: [] })).remarks).toEqual(segments);
        expect(readTranscript(readerOf({ text: '', segments })).remarks).toEqual(segments);
      }),
    );
  });

  test('loses no line of a text that has no remarks', () => {
    expect(remarksOf('слова\nещё слова')).toEqual([{ time: null, speaker: null, text: 'слова\nещё слова' }]);
    expect(remarksOf('[00:00:01] Борис: начало\nконец')).toEqual([
      { time: '00:00:01', speaker: 'Борис', text: 'начало\nконец' },
    ]);
    expect(remarksOf('')).toEqual([]);
  });
});

test('a calendar is told from recordings, which are never cancelled', () => {
  const meeting = { subject: null, start: '2026-11-24T07:00:00Z', end: null, room: null, is_cancelled: true };
  expect(readCalendar(readerOf({ items: [meeting] }))).toEqual([
    { subject: null, start: '2026-11-24T07:00:00Z', end: null, room: null, isCancelled: true },
  ]);
  expect(readCalendar(readerOf({ items: [{ key: 'rec-1' }] }))).toBeNull();
  expect(readCalendar(readerOf({ items: [] }))).toBeNull();
});
