import { formsOf } from '@aisystant/search';
import { expect, test } from 'vitest';
import { DEMO, readFolder } from './import-folder.ts';
import { parseCorpus } from './parse-corpus.ts';

const { pages } = parseCorpus(await readFolder(DEMO), 'demo');

test.each(pages.map((page) => [page.id, page] as const))(
  '%s says with what words people come to it, short and not in its own',
  (_, { asked, text, title }) => {
    expect(asked.length).toBeGreaterThanOrEqual(4);
    expect(asked.length).toBeLessThanOrEqual(8);
    const own = formsOf(`${title} ${text}`).join(' ');
    for (const phrase of asked) {
      expect(formsOf(phrase).length, phrase).toBeLessThanOrEqual(10);
      expect(own, phrase).not.toContain(formsOf(phrase).join(' '));
    }
  },
);

test('no two pages say the same', () => {
  const phrases = pages.flatMap(({ asked }) => asked.map((phrase) => formsOf(phrase).join(' ')));
  expect(phrases.filter((phrase, at) => phrases.indexOf(phrase) !== at)).toEqual([]);
});
