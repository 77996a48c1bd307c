import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importCorpus } from '../../build/import-corpus.ts';
import { parseCorpus } from '../../build/parse-corpus.ts';
import { db, importDemo } from '../testing/corpus.ts';
import { ask } from '../testing/person.ts';
import { nextPage } from './next-page.ts';

beforeAll(importDemo);
afterAll(importDemo);

type Status = 'current' | 'draft';

/** Imports a guide with pages of these statuses. */
async function importGuide(statuses: readonly Status[]): Promise<void> {
  const pages = statuses.map(
    (status, n) => `## Z8.1:${n + 1} - Страница ${n}\n\n**Статус:** ${status}\n\nТекст ${n}.\n`,
  );
  const text = `---\ncode: Z8\nslug: z8\ntitle: Черновое\n---\n# Z8.1 Раздел\n\n${pages.join('\n')}`;
  const options = { glossary: [], lookUp: () => null, now: '2026-11-28T01:00:00.000Z' };
  await importCorpus(db, parseCorpus([{ path: 'z8.md', text }], 'z8'), options);
}

const DRAFTS = /Дальше только черновики и старые версии: (\d+)\. Без current_only они видны\./;
const END = /до конца|конец руководства/;

/** What follows a page; `shown` is its place in the guide, -1 before the first. */
async function after(shown: number, rest: object) {
  const { data, summary } = await ask(nextPage, {
    guide: 'Z8',
    ...(shown >= 0 && { after: `Z8.1:${shown + 1}` }),
    ...rest,
  });
  const { pages, finished, left } = data as { pages: { id: string }[]; finished: boolean; left: number };
  return { shown: pages.map(({ id }) => Number(id.split(':')[1]) - 1), finished, left, summary };
}

test('a guide is read to its end only when no page of any status follows, and drafts that are left out are counted', async () => {
  const statuses = fc.array(fc.constantFrom<Status>('current', 'draft'), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(statuses, fc.constantFrom({}, { minutes: 600 }), async (guide, time) => {
      await importGuide(guide);
      for (const read of [-1, ...guide.keys()]) {
        for (const currentOnly of [false, true]) {
          const answer = await after(read, { ...time, current_only: currentOnly });
          const rest = guide.slice((answer.shown.at(-1) ?? read) + 1);
          const hidden = currentOnly ? rest.filter((status) => status !== 'current').length : 0;
          expect(answer).toMatchObject({ finished: rest.length === 0, left: rest.length - hidden });
          expect(END.test(answer.summary)).toBe(rest.length === 0);
          const onlyDrafts = hidden > 0 && hidden === rest.length;
          expect(DRAFTS.exec(answer.summary)?.[1]).toBe(onlyDrafts ? String(hidden) : undefined);
        }
      }
    }),
    {
      numRuns: 6,
      examples: [
        [['current', 'draft'], {}],
        [['draft', 'draft'], {}],
        [['current', 'draft', 'current'], {}],
      ],
    },
  );
});
