import { describe, expect, test } from 'vitest';
import { parseCorpus } from './parse-corpus.ts';

const guideFile = (head: string) => `# X9.1 Раздел\n\n## X9.1:1 - Страница\n\n${head}\n\nТекст.\n`;
const parse = (path: string, text: string) => {
  const { pages, problems } = parseCorpus([{ path, text }], 'ru');
  return { pages, reasons: problems.map(({ file, reason }) => `${file}: ${reason}`) };
};

describe('a status that there is not', () => {
  test.each([
    ['of a page in a guide', 'x9.md', guideFile('**Статус:** черновик')],
    ['of a guide in one file', 'x9.md', `---\nstatus: черновик\n---\n${guideFile('')}`],
    ['of a page in a file of its own', 'personal/g/s/p.md', '---\ntitle: П\nstatus: черновик\n---\nТекст.\n'],
  ])('is named with those that there are, since readers see the page: %s', (_, path, text) => {
    const { pages, reasons } = parse(path, text);
    expect(pages).toMatchObject([{ status: 'current' }]);
    expect(reasons).toEqual([
      expect.stringMatching(`^${path}: .*статуса «черновик» нет.* Есть: current, pending-review, draft, archived$`),
    ]);
  });

  test.each(['draft', 'Draft.', 'pending-review'])('is not told of one that there is: %s', (status) => {
    expect(parse('x9.md', guideFile(`**Статус:** ${status}`)).reasons).toEqual([]);
  });
});

describe('a line that was meant for a field and is in the text', () => {
  test.each([
    ['without a colon', guideFile('**С чем приходят** некогда; всё горит.')],
    ['below the text', guideFile('Сначала текст.\n\n**С чем приходят:** некогда; всё горит.')],
    ['after one that is none', guideFile('**Совет:** начни.\n\n**Прочитать до этого:** X9.1:0')],
    ['of a status', guideFile('**Статус** draft')],
  ])('is named, since readers see it: %s', (_, text) => {
    expect(parse('x9.md', text).reasons).toEqual([
      expect.stringMatching(/^x9\.md: X9\.1:1: строка «\*\*.+» останется в тексте: поле стоит в начале страницы/),
    ]);
  });

  test('is named in a page with a file of its own, where a status is that of the front matter', () => {
    const page = (line: string) => parse('personal/g/s/p.md', `---\ntitle: П\n---\nТекст.\n\n${line}\n`).reasons;
    expect(page('**С чем приходят:** некогда.')).toHaveLength(1);
    expect(page('**Статус:** готово.')).toEqual([]);
  });

  test.each([
    ['in code', guideFile('```\n**С чем приходят:** некогда\n```')],
    ['of other words', guideFile('Текст.\n\n**Статус встречи:** идёт.')],
    ['that is a field', guideFile('**С чем приходят:** некогда.\n\n**Прочитать до этого:** X9.1:0')],
  ])('is none: %s', (_, text) => {
    expect(parse('x9.md', text).reasons).toEqual([]);
  });
});

describe('two versions of a line of a guide', () => {
  const merge = '<<<<<<< HEAD\nОдно.\n=======\nДругое.\n>>>>>>> main';

  test('are named, since readers see both', () => {
    const { reasons } = parse('x9.md', guideFile(merge));
    expect(reasons).toEqual(
      [5, 9].map((line) => expect.stringContaining(`x9.md: строка ${line}: след незаконченного слияния`)),
    );
  });

  test('are an example in code', () => {
    expect(parse('x9.md', guideFile(`\`\`\`\n${merge}\n\`\`\``)).reasons).toEqual([]);
  });
});
