import { describe, expect, test } from 'vitest';
import { identify, type KnownPage } from './page-ids.ts';
import { parseCorpus } from './parse-corpus.ts';

const words = (seed: string) => Array.from({ length: 60 }, (_, n) => `${seed}${n % 17}${n}`).join(' ');
const page = (path: string, text: string) => ({
  path,
  text: `---\ntitle: ${path.split('/').at(-1)}\norder: 1\n---\n${text}\n`,
});
const FOLDER = 'personal/1-1-guide/01-section';
const parsed = (...files: readonly { path: string; text: string }[]) => parseCorpus(files, 'ru').pages;
const known = (pages: ReturnType<typeof identify>): KnownPage[] =>
  pages.map(({ id, path, digest, sketch }) => ({ id, path, digest, sketch, removed: false }));
const first = identify(parsed(page(`${FOLDER}/01-a.md`, words('а')), page(`${FOLDER}/02-b.md`, words('б'))), []);

const idsAfter = (...files: readonly { path: string; text: string }[]) =>
  identify(parsed(...files), known(first)).map(({ id, change }) => [id, change]);

test('a page that gets a permanent number says what id it had before', () => {
  const { path, text } = page(`${FOLDER}/01-a.md`, words('а'));
  const numbered = { path, text: text.replace('order: 1', 'subsection_id: PD.GUIDE.1.S1.SS1') };
  expect(identify(parsed(numbered), known(first))).toMatchObject([
    { id: 'PD.GUIDE.1.S1.SS1', formerId: 'guide/section/a', change: 'same' },
  ]);
});

test('a permanent number is that of one page, however its letters are written', () => {
  const numbered = ({ path, text }: { path: string; text: string }, id: string) => ({
    path,
    text: text.replace('order: 1', `subsection_id: ${id}`),
  });
  const [a, b] = [page(`${FOLDER}/01-a.md`, words('а')), page(`${FOLDER}/02-b.md`, words('б'))];
  const before = known(identify(parsed(numbered(a, 'x9.1:1')), []));
  const ids = identify(parsed(a, numbered(b, 'X9.1:1')), before).map(({ id, formerId }) => [id, formerId]);
  expect(ids).toEqual([
    ['guide/section/a', null],
    ['X9.1:1', 'x9.1:1'],
  ]);
  // The first letter of one of them is Cyrillic.
  const { pages, problems } = parseCorpus([numbered(a, 'X9.1:1'), numbered(b, 'Х9.1:1')], 'ru');
  expect([pages.length, problems.map(({ file }) => file)]).toEqual([1, [b.path]]);
});

describe('an id without a permanent number', () => {
  test('is the path, and stays when nothing changes', () => {
    expect(first.map(({ id }) => id)).toEqual(['guide/section/a', 'guide/section/b']);
    expect(idsAfter(page(`${FOLDER}/01-a.md`, words('а')), page(`${FOLDER}/02-b.md`, words('б')))).toEqual([
      ['guide/section/a', 'same'],
      ['guide/section/b', 'same'],
    ]);
  });

  test('stays when the page moves, by its text', () => {
    const moved = idsAfter(
      page('personal/1-1-guide/07-other/05-z.md', words('а')),
      page(`${FOLDER}/02-b.md`, words('б')),
    );
    expect(moved).toContainEqual(['guide/section/a', 'moved']);
  });

  test('stays when the page moves and most of its text stays', () => {
    const text = `${words('а')} и ещё немного новых слов в конце`;
    const moved = idsAfter(page('personal/1-1-guide/07-other/05-z.md', text), page(`${FOLDER}/02-b.md`, words('б')));
    expect(moved).toContainEqual(['guide/section/a', 'moved']);
  });

  test('stays when the text at a path changes, and a new page elsewhere gets its own', () => {
    expect(
      idsAfter(
        page(`${FOLDER}/01-a.md`, words('в')),
        page(`${FOLDER}/02-b.md`, words('б')),
        page(`${FOLDER}/03-c.md`, words('г')),
      ),
    ).toEqual([
      ['guide/section/a', 'changed'],
      ['guide/section/b', 'same'],
      ['guide/section/c', 'added'],
    ]);
  });

  test('goes with the text when another page takes the place', () => {
    const swapped = idsAfter(
      page(`${FOLDER}/01-a.md`, words('я')),
      page(`${FOLDER}/04-d.md`, words('а')),
      page(`${FOLDER}/02-b.md`, words('б')),
    );
    expect(swapped).toContainEqual(['guide/section/a', 'moved']);
    expect(swapped).toContainEqual(['guide/section/a~2', 'added']);
  });

  describe('of a page that is gone', () => {
    const gone = known(first).map((old) => ({ ...old, removed: true }));
    const after = (...files: readonly { path: string; text: string }[]) =>
      identify(parsed(...files), gone).map(({ id, change }) => [id, change]);

    test('is its own again when it comes back, also elsewhere', () => {
      expect(after(page('personal/1-1-guide/07-other/05-z.md', words('а')))).toEqual([['guide/section/a', 'added']]);
    });

    test('is not given to another page', () => {
      const old = gone.map((each) => ({ ...each, path: `${each.path}-elsewhere` }));
      const [other] = identify(parsed(page(`${FOLDER}/01-a.md`, words('щ'))), old);
      expect(other?.id).toBe('guide/section/a~2');
    });

    test('is not that of a page with the same few words', () => {
      const few = identify(parsed(page(`${FOLDER}/09-few.md`, 'Сделай это.')), []);
      const old = known(few).map((each) => ({ ...each, removed: true }));
      const [other] = identify(parsed(page('personal/2-2-guide/01-s/01-p.md', 'Сделай это.')), old);
      expect(other?.id).toBe('guide/s/p');
    });
  });
});
