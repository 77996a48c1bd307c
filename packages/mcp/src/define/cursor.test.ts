import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { Cursor, defineCursor } from './cursor.ts';
import { ToolError } from './tool-error.ts';

const Place = z.object({ startMs: z.int(), id: z.string().max(64) });
const events = defineCursor('events', Place);
const notes = defineCursor('notes', Place);

const place = fc.record({ startMs: fc.maxSafeInteger(), id: fc.string({ unit: 'binary', maxLength: 64 }) });
const filters = fc.record({
  types: fc.array(fc.string({ unit: 'grapheme' })),
  limit: fc.nat(),
  order: fc.option(fc.string()),
});

/** The facts of the refusal, `null` when the cursor was read. */
function refusalOf(read: () => unknown) {
  try {
    read();
    return null;
  } catch (error) {
    if (error instanceof ToolError) return error.facts;
    throw error;
  }
}

describe('a cursor', () => {
  test('decodes to the position it encodes', () => {
    fc.assert(
      fc.property(place, filters, (position, asked) => {
        expect(events.decode(events.encode(position, asked), asked)).toEqual(position);
      }),
    );
  });

  test('is at most 300 base64url characters for any filters, so that a model can copy it', () => {
    const id = fc.string({ unit: 'grapheme-ascii', maxLength: 64 });
    const anyPlace = fc.record({ startMs: fc.maxSafeInteger(), id });
    const longFilters = fc.array(fc.string({ minLength: 50, maxLength: 500 }), { minLength: 5 });
    fc.assert(
      fc.property(anyPlace, longFilters, (position, asked) => {
        const cursor = events.encode(position, asked);
        expect(cursor).toMatch(/^[A-Za-z0-9_-]{1,300}$/);
        expect(Cursor.safeParse(cursor).success).toBe(true);
      }),
    );
  });

  test('is refused with other filters', () => {
    fc.assert(
      fc.property(place, filters, filters, (position, asked, other) => {
        fc.pre(JSON.stringify(asked) !== JSON.stringify(other));
        const cursor = events.encode(position, asked);
        expect(refusalOf(() => events.decode(cursor, other))).toMatchObject({
          code: 'INVALID_ARGUMENT',
          field: 'cursor',
        });
      }),
    );
  });

  test('is refused by a list of another name', () => {
    fc.assert(
      fc.property(place, filters, (position, asked) => {
        const cursor = events.encode(position, asked);
        expect(refusalOf(() => notes.decode(cursor, asked))).toMatchObject({ code: 'INVALID_ARGUMENT' });
      }),
    );
  });

  test('that is invented is refused with a hint', () => {
    const madeUp = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.jsonValue().map((value) => btoa(encodeURIComponent(JSON.stringify(value)))),
      fc.base64String(),
    );
    fc.assert(
      fc.property(madeUp, (cursor) => {
        expect(refusalOf(() => events.decode(cursor, {}))).toMatchObject({
          code: 'INVALID_ARGUMENT',
          field: 'cursor',
          hint: 'Повторите вызов без cursor: список начнётся с первой страницы.',
          retryable: false,
        });
      }),
    );
  });

  test('with a position of another shape is refused', () => {
    const forged = defineCursor('events', z.unknown());
    for (const position of [null, {}, { startMs: 1.5, id: 'x' }, { startMs: 1, id: 'x'.repeat(65) }, [1, 'x']]) {
      expect(refusalOf(() => events.decode(forged.encode(position, {}), {}))).toMatchObject({
        code: 'INVALID_ARGUMENT',
      });
    }
  });

  test('that is truncated is refused', () => {
    const cursor = events.encode({ startMs: 1_763_600_000_000, id: 'event-1' }, { limit: 5 });
    for (let end = 0; end < cursor.length - 1; end += 1) {
      expect(refusalOf(() => events.decode(cursor.slice(0, end), { limit: 5 }))).not.toBeNull();
    }
  });
});
