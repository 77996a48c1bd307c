import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { PAGE_CHARACTERS } from './limits.ts';
import { defineListPages } from './list-page.ts';

const pages = defineListPages('test.list', z.object({ id: z.int() }));
const show = ({ id, text }: { id: number; text: string }) => ({ id, text });

test('following the cursors shows every row exactly once, for rows of any length', () => {
  const text = fc.oneof(fc.constant('short'), fc.constant('x'.repeat(PAGE_CHARACTERS / 2)));
  fc.assert(
    fc.property(fc.array(text, { maxLength: 12 }), fc.integer({ min: 1, max: 5 }), (texts, limit) => {
      const rows = texts.map((each, id) => ({ id, text: each, secret: 'not in the cursor' }));
      const seen: number[] = [];
      for (let cursor: string | undefined, last = false; !last; ) {
        const from = (pages.after(cursor, 'filters')?.id ?? -1) + 1;
        const page = pages.page(rows.slice(from, from + limit + 1), { limit, filters: 'filters', show });
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.next_cursor ?? undefined;
        last = cursor === undefined;
      }
      expect(seen).toEqual(rows.map(({ id }) => id));
    }),
  );
});

test('a page leaves room for the words of its items in the summary', () => {
  const rows = Array.from({ length: 100 }, (_, id) => ({ id, text: 'слово '.repeat(100) }));
  const { items } = pages.page(rows, { limit: 100, filters: null, show });
  const summary = items.map(({ text }) => text).join('\n');
  expect(JSON.stringify({ items, summary }).length).toBeLessThan(50_000);
  expect(items.length).toBeGreaterThan(30);
});

test('a page has at least one item and respects the size limit', () => {
  const long = [0, 1, 2].map((id) => ({ id, text: 'x'.repeat(PAGE_CHARACTERS) }));
  expect(pages.page(long, { limit: 2, filters: null, show }).items).toHaveLength(1);
  expect(pages.page([], { limit: 2, filters: null, show })).toEqual({ items: [], next_cursor: null });
});

test('a cursor is refused with other filters', () => {
  const { next_cursor } = pages.page(
    [0, 1].map((id) => ({ id, text: '' })),
    { limit: 1, filters: 'a', show },
  );
  expect(pages.after(next_cursor ?? '', 'a')).toEqual({ id: 0 });
  expect(() => pages.after(next_cursor ?? '', 'b')).toThrow('Этот cursor не от этого списка');
});
