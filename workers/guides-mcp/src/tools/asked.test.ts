import { exports } from 'cloudflare:workers';
import { workerFetch } from '@aisystant/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importCorpus } from '../../build/import-corpus.ts';
import { parseCorpus } from '../../build/parse-corpus.ts';
import { db, importDemo } from '../testing/corpus.ts';
import { ask, send } from '../testing/person.ts';
import { checkContext } from './check-context.ts';
import { fetch } from './fetch.ts';
import { getPage } from './get-page.ts';
import { getToc } from './get-toc.ts';
import { listPath } from './list-path.ts';
import { search } from './search.ts';
import { searchGuides } from './search-guides.ts';

const TEXT = `---
code: Z9
slug: z
title: Проба
---
# Z9.1 Раздел

## Z9.1:1 - Место занятий

**С чем приходят:** соседская дрель жужжит; голова трещит.

Тишина бывает разной. Найди комнату, где тебя не слышно.

## Z9.1:2 - Расписание

Дрель лежит в шкафу, а шкаф заперт.
`;

beforeAll(async () => {
  await importDemo();
  const options = { glossary: [], lookUp: () => null, now: '2026-11-28T01:00:00.000Z' };
  await importCorpus(db, parseCorpus([{ path: 'z9.md', text: TEXT }], 'z'), options);
});
afterAll(importDemo);

describe('what people come to a page with', () => {
  test('finds the page, before one that has a word of it by chance', async () => {
    const { data } = await ask(searchGuides, { query: 'жужжит дрель' });
    const { guides } = data as { guides: { pages: { id: string; matched_terms: string[]; snippet: string }[] }[] };
    const found = guides.flatMap(({ pages }) => pages);
    expect(found.map(({ id }) => id)).toEqual(['Z9.1:1', 'Z9.1:2']);
    expect(found[0]).toMatchObject({ matched_terms: ['жужжит', 'дрель'], snippet: expect.stringMatching(/^Тишина/) });
  });

  test('finds the page also to check an answer against, which then begins at its head', async () => {
    const { data } = await ask(checkContext, { question: 'жужжит и трещит' });
    expect(data).toMatchObject({ fragments: [{ page: 'Z9.1:1', text: expect.stringMatching(/^Тишина/) }] });
  });

  test('is shown by no tool, no resource and no page', async () => {
    const of = { id: 'Z9.1:1' };
    const answers = await Promise.all([
      ask(getPage, { ...of, answers: true }),
      ask(fetch, of),
      ask(listPath, of),
      ask(getToc, { guide: 'Z9', depth: 3 }),
      ask(search, { query: 'тишина' }),
      ask(searchGuides, { query: 'тишина' }),
      ask(checkContext, { question: 'тишина' }),
      send({ method: 'resources/read', params: { uri: 'guides://z/z9.1/1' } }),
    ]);
    const html = await (await workerFetch(exports)(new Request('http://localhost:8790/pages/Z9.1:1'))).text();
    for (const answer of [...answers.map((each) => JSON.stringify(each)), html]) {
      expect(answer).toMatch(/Место занятий/);
      expect(answer).not.toMatch(/жужж|трещ/);
    }
  });
});
