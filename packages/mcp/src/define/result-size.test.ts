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

test('the measured length of any value is the length of its JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), fc.string({ maxLength: 60_000, size: 'max' }), (value, summary) => {
      const data = { value };
      expect(fits(data, summary)).toBe(JSON.stringify({ data, summary }).length <= 50_000);
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
