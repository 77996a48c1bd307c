#!/usr/bin/env bash
# A table of requirements from Word loses its order on the way to Markdown: a role becomes a requirement, "5" and "6" are 56.
#
# Packages: mammoth 1.13.0 to make HTML of a document that jszip 3.10.2 packs; node-html-markdown 2.0.0, html-to-md 0.8.8 and
#   rehype-remark 10.0.1 (with unified 11.0.5, rehype-parse 9.0.1, remark-gfm 4.0.1, remark-stringify 11.0.0) to make Markdown
#   of it; marked 18.2.1 to read its tables. Input: a requirement over two rows, one over two columns, two lines in one.
# Expected: a value is in the row and under the head where it was, as the spans of a cell say (HTML, 4.9.12.1), and two
#   paragraphs are two words; a table of GFM has no spans, so that an empty cell stands in for the rest.
# Seen: the first two write one cell for a cell of any size, and what stands to the right or below moves to the left: "staff" is
#   a requirement, 6 a role, and 7 another. The third has the empty cells. All three join the paragraphs without a space.
# Why it matters: merged cells and two lines in one are usual in Word. Nothing is lost and each row is well formed, so that a
#   model answers from it: 56 days. Repeat merged cells and put a space between paragraphs in the HTML before it is converted.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund mammoth@1.13.0 jszip@3.10.2 node-html-markdown@2.0.0 html-to-md@0.8.8 \
  rehype-remark@10.0.1 unified@11.0.5 rehype-parse@9.0.1 remark-gfm@4.0.1 remark-stringify@11.0.0 marked@18.2.1 >/dev/null

cat >run.mjs <<'JS'
import htmlToMd from 'html-to-md';
import JSZip from 'jszip';
import mammoth from 'mammoth';
import { marked } from 'marked';
import { NodeHtmlMarkdown } from 'node-html-markdown';
import rehypeParse from 'rehype-parse';
import rehypeRemark from 'rehype-remark';
import remarkGfm from 'remark-gfm';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';

const cell = (lines, how = '') =>
  `<w:tc><w:tcPr>${how}</w:tcPr>${lines.map((line) => `<w:p><w:r><w:t>${line}</w:t></w:r></w:p>`).join('')}</w:tc>`;
const row = (cells, how = '') => `<w:tr><w:trPr>${how}</w:trPr>${cells.join('')}</w:tr>`;
const table = [
  row([cell(['Requirement']), cell(['Role']), cell(['Days'])], '<w:tblHeader/>'),
  row([cell(['R1'], '<w:vMerge w:val="restart"/>'), cell(['guest']), cell(['5'])]),
  row([cell([''], '<w:vMerge/>'), cell(['staff']), cell(['6'])]),
  row([cell(['R2'], '<w:gridSpan w:val="2"/>'), cell(['7'])]),
  row([cell(['R3']), cell(['all']), cell(['5', '6'])]),
].join('');
const word = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const packed = 'http://schemas.openxmlformats.org/package/2006';
const document = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument';
const zip = new JSZip();
zip.file('[Content_Types].xml', `<Types xmlns="${packed}/content-types"><Default Extension="rels"
  ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
  <Override PartName="/word/document.xml" ContentType="${document}"/></Types>`);
zip.file('_rels/.rels', `<Relationships xmlns="${packed}/relationships">
  <Relationship Id="r1" Type="${office}" Target="word/document.xml"/></Relationships>`);
zip.file('word/document.xml', `<w:document xmlns:w="${word}"><w:body><w:tbl>${table}</w:tbl></w:body></w:document>`);
const { value: html } = await mammoth.convertToHtml({ buffer: await zip.generateAsync({ type: 'nodebuffer' }) });

const remark = unified().use(rehypeParse, { fragment: true }).use(rehypeRemark).use(remarkGfm).use(remarkStringify);
const ways = {
  'rehype-remark': () => String(remark.processSync(html)),
  'node-html-markdown': () => NodeHtmlMarkdown.translate(html),
  'html-to-md': () => htmlToMd(html),
};
for (const [name, convert] of Object.entries(ways)) {
  console.log(`${name}:`);
  const [{ header, rows }] = marked.lexer(convert());
  for (const cells of [header, ...rows]) console.log(`  ${cells.map(({ text }) => text || '-').join(', ')}`);
}
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='rehype-remark:
  Requirement, Role, Days
  R1, guest, 5
  -, staff, 6
  R2, -, 7
  R3, all, 56
node-html-markdown:
  Requirement, Role, Days
  R1, guest, 5
  staff, 6, -
  R2, 7, -
  R3, all, 56
html-to-md:
  Requirement, Role, Days
  R1, guest, 5
  staff, 6, -
  R2, 7, -
  R3, all, 56'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
