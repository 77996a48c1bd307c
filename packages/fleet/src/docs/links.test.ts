import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../paths.ts';

const DOCUMENTS = globSync(['*.md', 'docs/*.md', 'docs/decisions/*.md', '{packages,workers}/*/{,content/}*.md'], {
  cwd: ROOT,
});

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

/** The anchors of a document, as GitHub makes them of its headings. */
function anchorsOf(text: string): readonly string[] {
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading.toLowerCase());
  return headings.map((heading) => heading.replaceAll(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-'));
}

/** The links of a document to files and headings of the repository. */
function linksOf(text: string): readonly string[] {
  const prose = text.replaceAll(/^ *```[\s\S]*?^ *```$/gm, '').replaceAll(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^\w+:/.test(target));
}

test('there are documents, and links in them', () => {
  expect(DOCUMENTS.length).toBeGreaterThan(30);
  expect(DOCUMENTS.flatMap((file) => linksOf(read(file))).length).toBeGreaterThan(100);
});

test.each(DOCUMENTS)('every link of %s leads to a file and to a heading', (document) => {
  const broken = linksOf(read(document)).filter((link) => {
    const [file = '', anchor] = link.split('#');
    const target = file === '' ? document : path.join(path.dirname(document), file);
    if (!existsSync(path.join(ROOT, target))) return true;
    return anchor !== undefined && !anchorsOf(read(target)).includes(anchor);
  });
  expect(broken).toEqual([]);
});

const FILES = globSync('**/*', { cwd: ROOT, exclude: ['**/node_modules', '.git'] }).map((file) => `/${file}`);

/** Source files named in backticks or in a drawing of folders; placeholders, links and the tool of the recipe are none. */
function filesNamedIn(text: string): readonly string[] {
  const drawings = [...text.matchAll(/^```(?:text)?\n([\s\S]*?)^```$/gm)].map(([, drawing = '']) => drawing);
  const quoted = [...text.replaceAll(/^ *```[\s\S]*?^ *```$/gm, '').matchAll(/`([^`\n]+)`/g)].map(
    ([, code = '']) => code,
  );
  const names = [...drawings, ...quoted].flatMap(
    (part) => part.match(/(?<![\w./*{<-])[\w/-][\w./-]*\.(?:ts|mjs|toml)(?![\w*/-])/g) ?? [],
  );
  return [...new Set(names)].filter((name) => !/(^|\/)(x|tool|get-active-days)(\.test)?\.ts$/.test(name));
}

test.each(DOCUMENTS)('every source file that %s names exists', (document) => {
  const named = filesNamedIn(read(document));
  expect(named.filter((name) => !FILES.some((file) => file.endsWith(`/${name}`)))).toEqual([]);
});
