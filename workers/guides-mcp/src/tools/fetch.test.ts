import { refusalOf } from '@aisystant/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importCorpus } from '../../build/import-corpus.ts';
import { parseCorpus } from '../../build/parse-corpus.ts';
import { db, importDemo } from '../testing/corpus.ts';
import { ask } from '../testing/person.ts';
import { fetch } from './fetch.ts';

const long = `${'Слово за словом. '.repeat(20)}\n\n`.repeat(120);
const guide = `---
code: Z8
slug: z8
title: Сноски
---
# Z8.1 Раздел

## Z8.1:1 - Короткая

Слот держит день[^1], а день — неделю[^week].

### Ответы

Вечер[^3].

[^1]: Источник о слотах, 2020.
[^week]: Источник о неделях, 2021.
[^3]: Тайна вечера.

## Z8.1:2 - Длинная

Сначала[^1].

${long}
Потом[^2].

[^1]: Источник начала.
[^2]: Источник конца.
`;

beforeAll(async () => {
  await importDemo();
  const options = { glossary: [], lookUp: () => null, now: '2026-11-28T01:00:00.000Z' };
  await importCorpus(db, parseCorpus([{ path: 'z8.md', text: guide }], 'z8'), options);
});
afterAll(importDemo);

interface Document {
  readonly text: string;
  readonly metadata: { readonly next_part?: string };
}
const open = async (id: string) => (await ask(fetch, { id })).data as unknown as Document;

/** All parts of a page. */
async function partsOf(id: string): Promise<readonly Document[]> {
  const part = await open(id);
  const { next_part: next } = part.metadata;
  return next === undefined ? [part] : [part, ...(await partsOf(next))];
}

test('a page has the footnotes that its text refers to, and not those of its answers', async () => {
  const { text } = await open('Z8.1:1');
  expect(text).toBe(
    'Слот держит день[^1], а день — неделю[^week].\n\n[^1]: Источник о слотах, 2020.\n\n[^week]: Источник о неделях, 2021.',
  );
});

test('the parts of a long page make up its text and its footnotes', async () => {
  const parts = await partsOf('Z8.1:2');
  expect(parts.length).toBeGreaterThan(1);
  for (const { text } of parts) expect(text.length).toBeLessThanOrEqual(18_000);
  const whole = parts.map(({ text }) => text).join('');
  expect(whole).toMatch(/^Сначала\[\^1\]\.\n/);
  expect(whole).toMatch(/Потом\[\^2\]\.\n\n\[\^1\]: Источник начала\.\n\n\[\^2\]: Источник конца\.$/);
});

test('parts are counted from one to the last, and no other is there', async () => {
  const parts = await partsOf('Z8.1:2');
  expect((await open('Z8.1:2#part-1')).text).toBe(parts[0]?.text);
  for (const part of [0, '00', parts.length + 1, 999]) {
    expect(await refusalOf(ask(fetch, { id: `Z8.1:2#part-${part}` }))).toMatchObject({
      code: 'NOT_FOUND',
      field: 'id',
    });
  }
});
