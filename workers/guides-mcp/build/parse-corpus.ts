import { hasFrontMatter } from './front-matter.ts';
import { isGuideFile, parseGuideFile } from './guide-file.ts';
import { parsePageFiles } from './page-files.ts';
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
  const parsed = [
    ...guideFiles.map(parseGuideFile),
    ...(pageFiles.length > 0 ? [parsePageFiles(pageFiles, root)] : []),
  ];
  return unique({
    guides: parsed.flatMap(({ guides }) => guides),
    sections: parsed.flatMap(({ sections }) => sections),
    pages: parsed.flatMap(({ pages }) => pages),
    problems: [...problems, ...parsed.flatMap((each) => each.problems)],
  });
}

/** Two guides or pages of one name cannot both be found: the second is named with its reason. */
function unique(corpus: ParsedCorpus): ParsedCorpus {
  const problems = [...corpus.problems];
  const taken = new Set<string>();
  const pages = corpus.pages.filter(({ id, path, source }) => {
    const key = (id ?? path).toLowerCase();
    if (taken.has(key))
      problems.push({ file: source, reason: `id ${id ?? path} уже есть у другой страницы: не взята` });
    const free = !taken.has(key);
    taken.add(key);
    return free;
  });
  const guides = new Map(corpus.guides.map((guide) => [guide.slug, guide]));
  return { ...corpus, guides: [...guides.values()], pages, problems };
}
