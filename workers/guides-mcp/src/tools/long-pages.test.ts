import { listOf } from '@aisystant/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importCorpus } from '../../build/import-corpus.ts';
import { parseCorpus } from '../../build/parse-corpus.ts';
import { db, importDemo } from '../testing/corpus.ts';
import { ask, send } from '../testing/person.ts';
import { checkContext } from './check-context.ts';
import { getPage } from './get-page.ts';

const long = (seed: string) =>
  Array.from({ length: 60 }, (_, n) => `### ${seed} ${n}\n\n${`слово${seed}${n} `.repeat(100)}`).join('\n\n');
const textOf = (mark: string) => `---
code: Z8
slug: z8
title: Длинное
---
# Z8.1 Раздел

## Z8.1:1 - Первая

${long('раз')}

## Z8.1:2 - Вторая

${long('два')}

## Z8.1:3 - Короткая

Слот держит день${mark}

### Ответы

Вечер[^1].

[^1]: Тайна вечера.
`;

const importZ8 = (mark: string) =>
  importCorpus(db, parseCorpus([{ path: 'z8.md', text: textOf(mark) }], 'z8'), {
    glossary: [],
    lookUp: () => null,
    now: '2026-11-28T01:00:00.000Z',
  });

beforeAll(async () => {
  await importDemo();
  await importZ8('.');
});
afterAll(importDemo);

interface Read {
  readonly pages: readonly {
    id: string;
    markdown: string;
    whole: boolean;
    headings: readonly string[];
    etag: string;
  }[];
  readonly next_cursor: string | null;
}
const get = async (input: object) => (await ask(getPage, { id: 'Z8', ...input })).data as unknown as Read;

test('the outline of long pages is read at once, and not in as many pieces as their texts', async () => {
  const { pages, next_cursor } = await get({ part: 'outline' });
  expect(pages.map(({ id, headings }) => [id, headings.length])).toEqual([
    ['Z8.1:1', 60],
    ['Z8.1:2', 60],
    ['Z8.1:3', 0],
  ]);
  expect(pages.map(({ markdown, whole }) => [markdown, whole])).toEqual(Array(3).fill(['', false]));
  expect(next_cursor).toBeNull();
});

test('outlines that do not fit into the limit come in pieces that make up all', async () => {
  const ids: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const piece = await get({ part: 'outline', max_chars: 500, ...(cursor && { cursor }) });
    ids.push(...piece.pages.map(({ id }) => id));
    cursor = piece.next_cursor;
  }
  expect(ids).toEqual(['Z8.1:1', 'Z8.1:2', 'Z8.1:3']);
});

test('the resource of a page that is too long for it says how to read the rest', async () => {
  const text = async (uri: string) =>
    String(listOf(await send({ method: 'resources/read', params: { uri } }), 'contents')[0]?.['text']);
  const cutOff = await text('guides://z8/z8.1/1');
  expect(cutOff.length).toBeLessThan(46_000);
  expect(cutOff).toMatch(/…\n\n.*guides_get, id Z8\.1:1\.$/);
  expect(await text('guides://z8/z8.1/3')).toMatch(/Слот держит день\.$/);
});

test('a footnote of the answers is read with the answers alone', async () => {
  const short = await send({ method: 'resources/read', params: { uri: 'guides://z8/z8.1/3' } });
  const [hidden, shown] = [await ask(getPage, { id: 'Z8.1:3' }), await ask(getPage, { id: 'Z8.1:3', answers: true })];
  expect(JSON.stringify([short, hidden])).not.toContain('Тайна');
  expect(shown.data).toMatchObject({ pages: [{ footnotes: [{ mark: '1', text: 'Тайна вечера.' }] }] });
});

test('the etag of a page changes with its text, also where its words stay', async () => {
  const etags = async () => {
    const [page] = (await get({ id: 'Z8.1:3' })).pages;
    const { fragments } = (await ask(checkContext, { question: 'слот держит день', page: 'Z8.1:3' })).data as {
      fragments: { etag: string }[];
    };
    return [page?.etag, fragments[0]?.etag];
  };
  const before = await etags();
  expect(before[0]).toBe(before[1]);
  await importZ8('?');
  expect((await etags())[0]).not.toBe(before[0]);
  await importZ8('.');
  expect(await etags()).toEqual(before);
});
