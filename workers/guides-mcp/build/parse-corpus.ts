import { mergeMarks } from '@aisystant/mcp/author-marks';
import { keyOf } from '../src/domain/corpus/page-key.ts';
import { fencesOf } from '../src/domain/text/fences.ts';
import { hasFrontMatter } from './front-matter.ts';
import { isGuideFile, parseGuideFile } from './guide-file.ts';
import { parsePageFiles } from './page-files.ts';
import { isArchived } from './page-places.ts';
import type { ParsedCorpus, Problem, SourceFile } from './parsed.ts';

/**
 * Reads the Markdown files of a folder, in any of the three shapes side by side: a guide in one file, a page in one file, a
 * page of the design format. `root` is the name of the folder. Every file is a page, part of a guide, or a problem.
 */
export function parseCorpus(files: readonly SourceFile[], root: string): ParsedCorpus {
  const normal = files
    .map(({ path, text }) => ({ path, text: text.replace(/\r\n?/g, '\n').normalize('NFC') }))
    .toSorted((one, other) => (one.path < other.path ? -1 : 1));
  const guideFiles = normal.filter(({ text }) => isGuideFile(text));
  const others = normal.filter((file) => !guideFiles.includes(file));
  const pageFiles = others.filter(({ text }) => hasFrontMatter(text));
  const problems: Problem[] = others
    .filter((file) => !pageFiles.includes(file))
    .map(({ path }) => ({ file: path, reason: 'нет front matter и постоянных номеров: это не страница руководства' }));
  const parsed = guidesOfFiles(guideFiles);
  const slugs = new Set(parsed.flatMap(({ guides }) => guides.map(({ slug }) => slug)));
  if (pageFiles.length > 0) parsed.push(parsePageFiles(pageFiles, root, slugs));
  return unique({
    guides: parsed.flatMap(({ guides }) => guides),
    sections: parsed.flatMap(({ sections }) => sections),
    pages: parsed.flatMap(({ pages }) => pages),
    problems: [...problems, ...normal.flatMap(mergeProblems), ...parsed.flatMap((each) => each.problems)],
  });
}

/** Lines of a merge that was not finished: readers see both versions. In code they may be an example. */
function mergeProblems({ path, text }: SourceFile): readonly Problem[] {
  const lines = text.split('\n');
  const { inside } = fencesOf(lines);
  const outsideCode = lines.map((line, at) => (inside[at] ? '' : line)).join('\n');
  return mergeMarks({ path, text: outsideCode }).map(({ file, message }) => ({ file, reason: message }));
}

/** Guides in one file, those of older versions last. A second one of a name is not taken, and named with its reason. */
function guidesOfFiles(files: readonly SourceFile[]): ParsedCorpus[] {
  const taken = new Map<string, string>();
  const ordered = files.toSorted((one, other) => Number(isArchived(one.path)) - Number(isArchived(other.path)));
  return ordered.map((file) => {
    const corpus = parseGuideFile(file);
    const slug = corpus.guides[0]?.slug ?? '';
    const first = taken.get(slug);
    if (first === undefined) {
      taken.set(slug, file.path);
      return corpus;
    }
    const reason = `руководство ${slug} уже есть в файле ${first}: не взято`;
    return { guides: [], sections: [], pages: [], problems: [{ file: file.path, reason }] };
  });
}

/** Two pages of one name cannot both be found: the second is named with its reason. */
function unique(corpus: ParsedCorpus): ParsedCorpus {
  const problems = [...corpus.problems];
  const taken = new Set<string>();
  const pages = corpus.pages.filter(({ id, path, source }) => {
    const key = keyOf(id ?? path);
    if (taken.has(key))
      problems.push({ file: source, reason: `id ${id ?? path} уже есть у другой страницы: не взята` });
    const free = !taken.has(key);
    taken.add(key);
    return free;
  });
  return { ...corpus, pages, problems };
}
