import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { markdownHtml } from './markdown-html.ts';

const TAGS =
  /^(?:<\/?(?:p|h[2-6]|ul|ol|li|em|strong|code|pre|blockquote|hr|br|table|thead|tbody|tr|th|td|a|img|section|sup|div)(?:\s[^<>]*)?\s?\/?>|[^<>])*$/;

describe('Markdown as HTML', () => {
  test.each([
    ['<script>alert(1)</script>', '&lt;script&gt;'],
    ['<img src=x onerror=alert(1)>', '&lt;img src=x'],
    ['[слово](javascript:alert(1))', '<a href="">слово</a>'],
    ['![слово](javascript:alert(1))', 'src=""'],
    ['[слово](/pages/X1.1:1 "> <b>")', 'title="&gt; &lt;b&gt;"'],
    [
      '[слот](guides://ритм/x1.1/слот)',
      '<a href="/pages/%D1%80%D0%B8%D1%82%D0%BC/x1.1/%D1%81%D0%BB%D0%BE%D1%82">слот</a>',
    ],
    ['[слот][1]\n\n[1]: guides://ritm/x1.1/3', '<a href="/pages/ritm/x1.1/3">слот</a>'],
    ['- [ ] стол\n- [x] стул', '<li class="box">☐ стол</li>'],
    ['- [x] стол\n\n- стул', '<li class="box">\n<p>☑ стол</p>'],
    ['- [x] стол\n\n- стул', '<li>\n<p>стул</p>'],
    ['сноска[^1]', 'сноска[^1]'],
    ['| а | б |\n|---|---|\n| 1 | 2 |', '<th>а</th>'],
    ['| | б |\n|---|---|\n| 1 | 2 |', '<td></td>'],
  ])('%s', (markdown, html) => expect(markdownHtml(markdown)).toContain(html));

  test('has no tag and no address but those of Markdown, whatever the text is', () => {
    const text = fc.string({
      unit: fc.constantFrom(
        '<',
        '>',
        '"',
        "'",
        '&',
        '[',
        ']',
        '(',
        ')',
        'javascript:',
        'a',
        ' ',
        '\n',
        '#',
        '|',
        '-',
        '`',
        '*',
        '!',
        '\\',
        '[^1]',
        '&colon;',
        'script',
        '=',
      ),
      maxLength: 80,
    });
    fc.assert(
      fc.property(text, (markdown) => {
        const html = markdownHtml(markdown, { 1: markdown.replace(/\s+/g, ' ') });
        expect(html).toMatch(TAGS);
        for (const [, address = ''] of html.matchAll(/(?:href|src)="([^"]*)"/g)) {
          expect(address).not.toMatch(/^\s*javascript(?::|&colon;)/i);
        }
      }),
    );
  });

  test('has each table in a place that scrolls and can be reached with the keyboard', () => {
    const html = markdownHtml('| а | б |\n|---|---|\n| 1 | 2 |\n\nСлово.\n\n| в |\n|---|\n| 3 |');
    expect(html.match(/<div class="scroll" tabindex="0" role="region" aria-label="Таблица"><table>/g)).toHaveLength(2);
    expect(html.match(/<\/table><\/div>/g)).toHaveLength(2);
  });

  test('begins its headings at the second level and skips none', () => {
    const levels = (markdown: string) => [...markdownHtml(markdown).matchAll(/<h(\d)/g)].map(([, level]) => level);
    expect(levels('#### а\n\n##### б\n\n#### в')).toEqual(['2', '3', '2']);
    expect(levels('# а\n\n### б')).toEqual(['2', '3']);
  });

  test('gives footnotes as links there and back', () => {
    const html = markdownHtml('Слово[^1].', { 1: 'Пояснение.' });
    expect(html).toContain('href="#user-content-fn-1"');
    expect(html).toContain('Пояснение.');
    expect(html).toContain('Сноски');
  });
});
