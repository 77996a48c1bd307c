import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fittingAnswer, OutputMismatch } from './result-size.ts';
import { ToolError } from './tool-error.ts';

const read = { id: 'test.read', effect: 'read' } as const;
const write = { id: 'test.write', effect: 'write' } as const;
const LONG = { data: { text: 'я'.repeat(60_000) }, summary: '' };

function fits(data: { readonly [field: string]: unknown }, summary: string): boolean {
  try {
    return fittingAnswer(read, { data, summary }).data === data;
  } catch (error) {
    if (error instanceof ToolError) return false;
    throw error;
  }
}

const summaries = fc.string({ maxLength: 60_000, size: 'max', unit: fc.constantFrom('ж', '\n', '"', '\u0001', '🍅') });
const lengthOf = (answer: object) => JSON.stringify(answer).length;

test('a summary is whole if it fits into the result with the data, else it is cut to what fits', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), summaries, (value, summary) => {
      const answer = { data: { value }, summary };
      const fitting = fittingAnswer(read, answer);
      expect(fitting.data).toBe(answer.data);
      expect(lengthOf(fitting)).toBeLessThanOrEqual(50_000);
      if (lengthOf(answer) <= 50_000) expect(fitting.summary).toBe(summary);
      else {
        const [kept = ''] = fitting.summary.split('…\n');
        expect(summary.startsWith(kept)).toBe(true);
        expect(fitting.summary.isWellFormed()).toBe(true);
        expect(lengthOf(fitting)).toBeGreaterThan(40_000);
      }
    }),
  );
});

test('escaped characters count with the length of their escape sequence', () => {
  expect(fits({ text: '\u0001'.repeat(8_000) }, '')).toBe(true);
  expect(fits({ text: '\u0001'.repeat(9_000) }, '')).toBe(false);
});

test('a long list is refused although each of its items is short', () => {
  expect(fits({ items: Array.from({ length: 10_000 }, () => 'дело') }, '')).toBe(false);
  expect(fits({ items: Array.from({ length: 1_000 }, () => 'дело') }, '')).toBe(true);
});

test('a read with too large a result says to ask for less', () => {
  expect(() => fittingAnswer(read, LONG)).toThrow(ToolError);
});

test('a finished write is never reported as an error, however long its result', () => {
  expect(() => fittingAnswer(write, LONG)).toThrow(OutputMismatch);
});
