import { openDictionary } from '@aisystant/search/dictionary';
import { expect, test } from 'vitest';
import { ownWords } from '../eval/own-words.ts';
import { syntheticCorpus } from '../eval/synthetic-corpus.ts';
import { identify } from './page-ids.ts';
import { parseCorpus } from './parse-corpus.ts';

const files = syntheticCorpus(420, await ownWords(await openDictionary()));
const corpus = parseCorpus(files, 'repository');

test('every file of a large corpus is a page, a guide, or named with its reason', () => {
  const told = new Set([...corpus.pages.map(({ source }) => source), ...corpus.problems.map(({ file }) => file)]);
  expect(files.filter(({ path }) => !told.has(path))).toEqual([]);
  expect(corpus.pages.length).toBeGreaterThan(350);
});

test('ids and paths are unique, and every page is in a guide and a section that are there', () => {
  const pages = identify(corpus.pages, []);
  for (const names of [pages.map(({ id }) => id), pages.map(({ path }) => path)]) {
    expect(new Set(names).size).toBe(names.length);
  }
  const sections = new Set(corpus.sections.map(({ guide, slug }) => `${guide}/${slug}`));
  const guides = new Set(corpus.guides.map(({ slug }) => slug));
  expect(pages.filter(({ guide, section }) => !guides.has(guide) || !sections.has(`${guide}/${section}`))).toEqual([]);
});

test('nothing changes when the same files come in another order', () => {
  expect(parseCorpus(files.toReversed(), 'repository')).toEqual(corpus);
});
