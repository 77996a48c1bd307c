import { codeApart } from './code-apart.ts';
import { isIndexName } from './page-places.ts';
import type { ParsedPage } from './parsed.ts';

/** Where a link leads, in a sentence or in a definition of its own, with the place in the file. */
const IN_SENTENCE = /(\]\()<?([^\s()<>#]+)(?:#[^\s()<>]*)?>?(?=[)\s])/g;
const DEFINITION = /^( {0,3}\[[^\]\n^][^\]\n]*\]:[^\S\n]*)<?([^\s<>#]+)(?:#[^\s<>]*)?>?(?=\s|$)/gm;

/**
 * Pages whose links to files of its folder are addresses, which a reader can open: a relative path leads nowhere outside of the folder.
 * Other links stay as they are.
 */
export function withAddresses(pages: readonly ParsedPage[], addresses: ReadonlyMap<string, string>): ParsedPage[] {
  const named = namedFiles(pages, addresses);
  return pages.map((page) => linkedPage(page, named));
}

/**
 * The pages by the names of files in links: the path without its ending; of a file about its folder, the folder. A file that is no page
 * itself is about a section or a guide: the first page of that.
 */
function namedFiles(pages: readonly ParsedPage[], addresses: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  // A link to a guide or a section leads to its first page.
  const places = new Map(
    pages.toReversed().flatMap(({ path, guide, section }): [string, string][] => [
      [guide, path],
      [`${guide}/${section}`, path],
    ]),
  );
  for (const { path } of pages) places.set(path, path);
  const names = [...addresses].flatMap(([file, address]): [string, string][] => {
    const page = places.get(address) ?? places.get(address.split('/')[0] ?? '');
    if (page === undefined) return [];
    const name = file.normalize('NFC').replace(/\.md$/, '');
    const end = Math.max(0, name.lastIndexOf('/'));
    const isIndex = isIndexName(name.slice(end).replace('/', ''));
    return isIndex
      ? [
          [name.slice(0, end), page],
          [name, page],
        ]
      : [[name, page]];
  });
  // The file of a name is before the folder of it.
  return new Map(
    names.toSorted(([one], [other]) => Number(addresses.has(`${one}.md`)) - Number(addresses.has(`${other}.md`))),
  );
}

function linkedPage(page: ParsedPage, addresses: ReadonlyMap<string, string>): ParsedPage {
  const linked = (markdown: string) => {
    const { text, restored } = codeApart(markdown);
    const address = (link: string, before: string, target: string) => {
      const found = fileAt(target, page.source, addresses);
      return found === undefined ? link : `${before}guides://${found}`;
    };
    return restored(text.replace(IN_SENTENCE, address).replace(DEFINITION, address));
  };
  const footnotes = Object.entries(page.footnotes).map(([mark, text]) => [mark, linked(text)]);
  return {
    ...page,
    ownText: page.text,
    text: linked(page.text),
    answers: linked(page.answers),
    footnotes: Object.fromEntries(footnotes),
  };
}

/** The address of the file that a link of another file names: with its ending or without, by its folder, from the top of the site. */
function fileAt(target: string, source: string, addresses: ReadonlyMap<string, string>): string | undefined {
  const base = `https://corpus/${source.split('/').map(encodeURIComponent).join('/')}`;
  const url = URL.parse(target, base);
  if (target.startsWith('?') || url?.host !== 'corpus') return undefined;
  const path = decoded(url.pathname).slice(1);
  const file = path.replace(/\/$/, '').replace(/\.(?:md|html)$/, '');
  if (!target.startsWith('/')) return addresses.get(file);
  // The top of the site may lie above the folder that is imported.
  const parts = file.split('/');
  const suffixes = parts.map((_, at) => parts.slice(at).join('/'));
  return suffixes.map((suffix) => addresses.get(suffix)).find((address) => address !== undefined);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path).normalize('NFC');
  } catch {
    return path;
  }
}
