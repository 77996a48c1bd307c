import { type Guide, PAGE_TYPES, type PageType, type Section } from '../src/domain/corpus/model.ts';
import { fencesOf } from '../src/domain/text/fences.ts';
import { withCharacters } from './character-references.ts';
import { cleanMarkdown, headingAt } from './clean-markdown.ts';
import { withoutCommentsOutsideCode } from './code-apart.ts';
import { type Fields, frontMatter, listField, stagesField, textField, titleField } from './front-matter.ts';
import { estimatedMinutes, minutesIn } from './minutes.ts';
import { pageLabels, typeOfTitle } from './page-labels.ts';
import { withAddresses } from './page-links.ts';
import { pageNotes, statusOf } from './page-notes.ts';
import { isArchived, isIndexName, type Place, placesOf, slugOf, titleOfFolder } from './page-places.ts';
import type { ParsedCorpus, ParsedPage, Problem, SourceFile } from './parsed.ts';

/** A page file with its front matter and its place. */
interface PageFile {
  readonly file: SourceFile;
  readonly fields: Fields;
  readonly body: string;
  readonly place: Place;
  /** Folder that is its guide, with the programme. */
  readonly guideKey: string;
  readonly sectionKey: string;
  readonly order: number;
  readonly isIndex: boolean;
}

/**
 * Reads a folder of pages, one file each: guides and sections are folders. `root` is the name of the folder, `taken` the short
 * names of other guides.
 */
export function parsePageFiles(
  files: readonly SourceFile[],
  root: string,
  taken: ReadonlySet<string> = new Set(),
): ParsedCorpus {
  const problems: Problem[] = [];
  const places = placesOf(files, root);
  const known = files.flatMap((file) => {
    const place = places.get(file);
    return place ? [pageFile(file, place)] : [];
  });
  const guides = guideSlugs(known, taken);
  const sectionSlugs = slugsOfSections(known);
  const ordered = known.toSorted(comparePages);
  const parsed = new Map<string, Guide>();
  const sections = new Map<string, Section>();
  const pages: ParsedPage[] = [];
  const paths = new Set<string>();
  const addresses = new Map<string, string>();
  for (const page of ordered) {
    const guide = guides.get(page.guideKey) ?? slugOf(page.place.guideFolder);
    if (!parsed.has(guide)) parsed.set(guide, guideOf(guide, page, ordered));
    const section = sectionSlugs.get(placeKey(page)) ?? START;
    const key = `${guide}/${section}`;
    if (!sections.has(key))
      sections.set(key, { guide, slug: section, number: null, title: sectionTitle(page, ordered) });
    const { page: read, notes } = readPage(page, guide, section, paths);
    problems.push(...notes.map((reason) => ({ file: page.file.path, reason })));
    if (read) pages.push(read);
    addresses.set(page.file.path, read?.path ?? key);
  }
  // Numbers of equal order are kept in order of the file names.
  for (const key of repeatedOrders(known))
    problems.push({ file: key, reason: 'order повторяется: порядок по имени файла' });
  const withPages = new Set(pages.map(({ guide, section }) => `${guide}/${section}`));
  return {
    guides: [...parsed.values()].filter(({ slug }) => pages.some(({ guide }) => guide === slug)),
    sections: [...sections.entries()].filter(([key]) => withPages.has(key)).map(([, section]) => section),
    pages: withAddresses(pages, addresses),
    problems,
  };
}

/** The order of reading. */
function comparePages(one: PageFile, other: PageFile): number {
  return (
    compare(one.place.programme, other.place.programme) ||
    compareNumbered(one.place.guideFolder, other.place.guideFolder) ||
    compareNumbered(one.sectionKey, other.sectionKey) ||
    Number(other.isIndex) - Number(one.isIndex) ||
    one.order - other.order ||
    compareNumbered(one.place.name, other.place.name)
  );
}

function pageFile(file: SourceFile, place: Place): PageFile {
  const { fields, body } = frontMatter(file.text);
  const order = Number(textField(fields, 'order') ?? Number.NaN);
  const guideKey = `${place.programme}/${place.guideFolder}`;
  return {
    file,
    fields,
    body,
    place,
    guideKey,
    sectionKey: place.sectionFolders.join('/'),
    order: Number.isFinite(order) ? order : Number.MAX_SAFE_INTEGER,
    isIndex: isIndexName(place.name),
  };
}

/** A short name for each guide, unique: with the programme before it where two would be the same. */
function guideSlugs(pages: readonly PageFile[], others: ReadonlySet<string>): ReadonlyMap<string, string> {
  const slugs = new Map<string, string>();
  const taken = new Set(others);
  for (const { guideKey, place } of pages) {
    if (slugs.has(guideKey)) continue;
    const short = slugOf(place.guideFolder) || place.programme;
    slugs.set(guideKey, freeName([short, `${place.programme}-${place.guideFolder.toLowerCase()}`], taken));
  }
  return slugs;
}

/** Pages right below the guide are its section of this name. */
const START = 'start';

const placeKey = ({ guideKey, sectionKey }: PageFile) => `${guideKey}\n${sectionKey}`;

/** A short name for each section, unique in its guide: with the numbers of its folders where two would be the same. */
function slugsOfSections(pages: readonly PageFile[]): ReadonlyMap<string, string> {
  const slugs = new Map<string, string>();
  const taken = new Set<string>();
  for (const page of pages) {
    if (slugs.has(placeKey(page))) continue;
    const { sectionFolders } = page.place;
    const names = [sectionFolders.map(slugOf).join('.') || START, sectionFolders.join('.').toLowerCase() || START];
    const inGuide = `${page.guideKey}\n`;
    const free = freeName(
      names.map((name) => inGuide + name),
      taken,
    );
    slugs.set(placeKey(page), free.slice(inGuide.length));
  }
  return slugs;
}

function guideOf(slug: string, page: PageFile, all: readonly PageFile[]): Guide {
  const index = all.find((each) => each.guideKey === page.guideKey && each.isIndex && each.sectionKey === '');
  const fields = index?.fields ?? {};
  const stages = all
    .filter(({ guideKey }) => guideKey === page.guideKey)
    .map((each) => stagesField(each.fields, 'stage_relevant'));
  return {
    slug,
    code: textField(fields, 'aisystant_code') ?? textField(page.fields, 'guide'),
    title: titleField(fields) ?? titleOfFolder(page.place.guideFolder),
    programme: page.place.programme,
    level: textField(fields, 'level'),
    stages: [...new Set(stages.flat())].sort(),
    lang: textField(fields, 'lang') ?? 'ru',
  };
}

function sectionTitle(page: PageFile, all: readonly PageFile[]): string {
  const index = all.find(
    (each) => each.guideKey === page.guideKey && each.sectionKey === page.sectionKey && each.isIndex,
  );
  const folder = page.place.sectionFolders.at(-1);
  if (folder === undefined) return 'Начало';
  return (index && titleField(index.fields)) ?? titleOfFolder(folder);
}

/** A page, and notes to its author; null when the file is none, with the reason. */
interface ReadPage {
  readonly page: ParsedPage | null;
  readonly notes: readonly string[];
}

function readPage(page: PageFile, guide: string, section: string, paths: Set<string>): ReadPage {
  const { fields, body, place, file } = page;
  const written = titleField(fields) ?? firstHeading(body);
  if (written === null && body.trim() === '') return { page: null, notes: ['файл пуст'] };
  const title = (written ?? titleOfFolder(place.name)).replace(/^§?\s*\d+(?:\.\d+)+\.?\s+(?=\S)/, '');
  const { text, answers, footnotes, headings } = cleanMarkdown(body, title);
  if (text === '' && answers === '') {
    const reason = page.isIndex
      ? `только заголовок «${title}»: взят названием раздела`
      : `пустая страница «${title}»: есть только заголовок`;
    return { page: null, notes: [reason] };
  }
  const path = freePath(`${guide}/${section}/`, place.name, paths);
  const labels = pageLabels(text, { withStatus: false });
  const time = minutesIn(textField(fields, 'time_reading'));
  const practice = minutesIn(textField(fields, 'time_practice'));
  const permanent = textField(fields, 'subsection_id');
  const status = textField(fields, 'status');
  const parsed: ParsedPage = {
    id: permanent,
    path,
    source: file.path,
    guide,
    section,
    number: null,
    title,
    type: typeOf(fields, title),
    status: isArchived(file.path) ? 'archived' : statusOf(status),
    stages: stagesField(fields, 'stage_relevant'),
    introduces: [...new Set([...listField(fields, 'introduces'), ...labels.concepts])],
    uses: listField(fields, 'uses'),
    prerequisites: listField(fields, 'prerequisites').concat(labels.prerequisites),
    canDo: listOrText(fields, 'can_do').concat(labels.canDo),
    asked: listOrText(fields, 'asked').concat(labels.asked),
    readingMinutes: time.reading || estimatedMinutes(text),
    practiceMinutes: time.practice + practice.reading + practice.practice,
    headings,
    text: labels.rest,
    answers,
    footnotes,
    // The path as it is written finds the page too.
    aliases: [file.path, ...(textField(fields, 'id') === null ? [] : [String(fields['id'])])],
  };
  return { page: parsed, notes: pageNotes(status, labels) };
}

/** Sentences: a comma does not end one. */
function listOrText(fields: Fields, name: string): string[] {
  return typeof fields[name] === 'string' ? [fields[name]] : [...listField(fields, name)];
}

function freePath(folder: string, name: string, paths: Set<string>): string {
  return freeName(
    [slugOf(name), name.toLowerCase()].filter((each) => each !== '').map((each) => folder + each),
    paths,
  );
}

/** The first of the names that is not taken, or the last one with a number; it is taken from then on. */
function freeName(names: readonly string[], taken: Set<string>): string {
  let name = names.find((each) => !taken.has(each)) ?? '';
  for (let n = 2; name === '' || taken.has(name); n += 1) name = `${names.at(-1)}~${n}`;
  taken.add(name);
  return name;
}

function typeOf(fields: Fields, title: string): PageType {
  const written = textField(fields, 'type');
  const byTitle = typeOfTitle(title);
  return PAGE_TYPES.find((type) => type === written && (type !== 'text' || byTitle === 'text')) ?? byTitle;
}

/** What looks like a heading in code or in a comment is none. */
function firstHeading(body: string): string | null {
  const lines = withoutCommentsOutsideCode(body).split('\n');
  const { inside } = fencesOf(lines);
  for (const at of lines.keys()) {
    const heading = inside[at] ? null : headingAt(lines, at);
    if (heading !== null && heading.text !== '') return withCharacters(heading.text);
  }
  return null;
}

function repeatedOrders(pages: readonly PageFile[]): readonly string[] {
  const seen = new Set<string>();
  return pages.flatMap(({ file, guideKey, sectionKey, order }) => {
    const key = `${guideKey}/${sectionKey}#${order}`;
    if (order === Number.MAX_SAFE_INTEGER || !seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [file.path];
  });
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
const COLLATOR = new Intl.Collator('ru', { numeric: true });
const compareNumbered = (one: string, other: string) => COLLATOR.compare(one, other);
