import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { OutputMismatch } from './output-mismatch.ts';
import { toolResultJson } from './result-size.ts';
import { ToolError } from './tool-error.ts';

const read = { id: 'test.read', effect: 'read' } as const;
const write = { id: 'test.write', effect: 'write' } as const;
const LONG = { data: { text: 'я'.repeat(60_000) }, summary: '' };

const textOf = (answer: { readonly data: { readonly [field: string]: unknown }; readonly summary: string }) =>
  new TextDecoder().decode(toolResultJson(read, answer));

function fits(data: { readonly [field: string]: unknown }, summary: string): boolean {
  try {
    return textOf({ data, summary }).includes(JSON.stringify(data));
  } catch (error) {
    if (error instanceof ToolError) return false;
    throw error;
  }
}

const summaries = fc.string({ maxLength: 60_000, size: 'max', unit: fc.constantFrom('ж', '\n', '"', '\u0001', '🍅') });
const wholeOf = ({ data, summary }: { readonly data: object; readonly summary: string }) =>
  JSON.stringify({
    content: [{ type: 'text', text: summary, annotations: { audience: ['assistant'] } }],
    structuredContent: data,
    isError: false,
  });

test('a summary is whole if it fits into the result with the data, else it is cut to what fits', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), summaries, (value, summary) => {
      const answer = { data: { value }, summary };
      const text = textOf(answer);
      expect(text.length).toBeLessThanOrEqual(50_000);
      if (wholeOf(answer).length <= 50_000) {
        expect(text).toBe(wholeOf(answer));
        return;
      }
      const fitting = JSON.parse(text);
      expect(fitting.structuredContent).toEqual(JSON.parse(JSON.stringify(answer.data)));
      const [kept = ''] = fitting.content[0].text.split('…\n');
      expect(summary.startsWith(kept)).toBe(true);
      expect(fitting.content[0].text.isWellFormed()).toBe(true);
      expect(text.length).toBeGreaterThan(40_000);
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
  expect(() => toolResultJson(read, LONG)).toThrow(ToolError);
});

test('a finished write is never reported as an error, however long its result', () => {
  expect(() => toolResultJson(write, LONG)).toThrow(OutputMismatch);
});
