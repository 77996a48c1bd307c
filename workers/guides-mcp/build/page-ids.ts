import type { Page } from '../src/domain/corpus/model.ts';
import { keyOf } from '../src/domain/corpus/page-key.ts';
import type { ParsedPage } from './parsed.ts';
import { digestOf, similarity, sketchOf } from './text-digest.ts';

/** A page of the generation before, or one that was removed earlier. */
export interface KnownPage {
  readonly id: string;
  readonly path: string;
  readonly digest: string;
  readonly sketch: readonly number[];
  readonly removed: boolean;
}

/** A page with its id, and what tells its text from others. */
export interface IdentifiedPage extends Page {
  readonly source: string;
  readonly aliases: readonly string[];
  readonly digest: string;
  readonly sketch: readonly number[];
  /** The id it had before its author gave it one; null when its id is the one it had. */
  readonly formerId: string | null;
  /** What happened to it since the generation before. */
  readonly change: 'added' | 'changed' | 'moved' | 'same';
}

/** Passages in common from which a changed page at another path is the same page. */
const SAME_PAGE = 0.6;

/**
 * Gives every page its permanent id. A page whose author gave none keeps the id it had before: it is recognised by its path
 * and text, else by its text, else by its path, else by most of its text where its old path is gone. A new page's id is its path.
 * A page whose author gives it a new id is recognised in the same way.
 */
export function identify(pages: readonly ParsedPage[], known: readonly KnownPage[]): readonly IdentifiedPage[] {
  const prints = new Map(pages.map((page) => [page, printOf(page)]));
  const before = claims(pages, known, prints);
  const claimed = new Set(before.values());
  const removed = known.filter((old) => old.removed && !claimed.has(old));
  const ids = [
    ...pages.flatMap((page) => page.id ?? before.get(page)?.id ?? []),
    // The id of a page that is gone is not given to another one.
    ...removed.map(({ id }) => id),
  ];
  // Ids that are read alike would name one page.
  const taken = new Set(ids.map(keyOf));
  return pages.map((parsed) => {
    const { ownText: _, ...page } = parsed;
    const { digest, sketch } = prints.get(parsed) ?? printOf(parsed);
    const old = before.get(parsed);
    const id = page.id ?? old?.id ?? freeId(page.path, taken);
    const formerId = old === undefined || old.id === id ? null : old.id;
    return { ...page, id, digest, sketch, formerId, change: changeOf(page.path, digest, old) };
  });
}

type Print = Pick<KnownPage, 'digest' | 'sketch'>;
type Prints = ReadonlyMap<ParsedPage, Print>;

function printOf({ text, ownText = text }: ParsedPage): Print {
  return { digest: digestOf(ownText), sketch: sketchOf(ownText) };
}

/** The known page that each page is, by one rule after the other. No known page is claimed twice. */
function claims(
  pages: readonly ParsedPage[],
  known: readonly KnownPage[],
  prints: Prints,
): ReadonlyMap<ParsedPage, KnownPage> {
  const claimed = new Map<ParsedPage, KnownPage>();
  const free = new Set(known);
  const claim = (page: ParsedPage, old: KnownPage | undefined) => {
    if (old === undefined || claimed.has(page) || !free.delete(old)) return;
    claimed.set(page, old);
  };
  const by = <K>(key: (old: KnownPage) => K) => Map.groupBy(known, key);
  const [ids, paths, digests] = [by(({ id }) => keyOf(id)), by(({ path }) => path), by(({ digest }) => digest)];
  const digest = (page: ParsedPage) => prints.get(page)?.digest ?? '';
  const isFree = (old: KnownPage) => free.has(old);
  const byPathAndText = (page: ParsedPage) =>
    paths.get(page.path)?.find((old) => isFree(old) && old.digest === digest(page));
  const byText = (page: ParsedPage) => digests.get(digest(page))?.find((old) => isFree(old) && isTelling(old));
  const byPath = (page: ParsedPage) => paths.get(page.path)?.find(isFree);

  for (const page of pages) if (page.id !== null) claim(page, ids.get(keyOf(page.id))?.[0]);
  const others = pages.filter((page) => !claimed.has(page));
  for (const rule of [byPathAndText, byText, byPath]) for (const page of others) claim(page, rule(page));
  const current = new Set(pages.map(({ path }) => path));
  const gone = [...free].filter(({ path }) => !current.has(path));
  for (const page of others.filter((each) => !claimed.has(each))) {
    claim(page, mostAlike(prints.get(page)?.sketch ?? [], gone.filter(isFree)));
  }
  return claimed;
}

/** A short text that was removed long ago tells of no page: many pages have it. */
function isTelling({ removed, sketch }: KnownPage): boolean {
  return !removed || similarity(sketch, sketch) === 1;
}

/** The page with the most of a text, if it has enough of it to be the same page. */
function mostAlike(sketch: readonly number[], candidates: readonly KnownPage[]): KnownPage | undefined {
  const [best] = candidates
    .map((old) => ({ old, share: similarity(sketch, old.sketch) }))
    .filter(({ share }) => share >= SAME_PAGE)
    .sort((one, other) => other.share - one.share);
  return best?.old;
}

function changeOf(path: string, digest: string, old: KnownPage | undefined): IdentifiedPage['change'] {
  if (old === undefined || old.removed) return 'added';
  if (old.path !== path) return 'moved';
  return old.digest === digest ? 'same' : 'changed';
}

/** The path, or the path with a number where a page that moved away keeps it as its id. */
function freeId(path: string, taken: Set<string>): string {
  let id = path;
  for (let n = 2; taken.has(keyOf(id)); n += 1) id = `${path}~${n}`;
  taken.add(keyOf(id));
  return id;
}

/** Every name a page is found by: its id first, so that what is permanent wins. */
export function namesOf({ id, path, number, aliases, source }: IdentifiedPage): readonly string[] {
  const written =
    /\.md$/.test(source) && aliases.includes(source) ? [source.replace(/^.*?(?=[^/]+\/[^/]+\/[^/]+$)/, '')] : [];
  return [...new Set([id, ...(number === null ? [] : [number]), path, ...aliases, ...written].map(keyOf))];
}
