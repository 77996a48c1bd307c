#!/usr/bin/env bash
# Three readers of .docx give three texts: "10-20 days" are 1020 days, a moved sentence stands twice, a clause has no number.
#
# Packages: word-extractor 1.0.4, officeparser 8.1.1 and mammoth 1.13.0, with jszip 3.10.2 to make the document. Input: a range
#   with a non-breaking hyphen, a sign of the font Symbol, a sentence that was moved with changes tracked, a cross-reference.
# Expected: what Word shows. In ECMA-376 (Part 1) `noBreakHyphen` (17.3.3.18) and `sym` (17.3.3.30) are characters, what is in
#   `moveFrom` does not stand there any more (17.13.5.22), and what is in `fldSimple` is its current result (17.16.19).
# Seen: the first two leave out both characters; the first reads both places of the sentence; the third leaves out the
#   reference, and says so only in its messages.
# Why it matters: requirements are made of ranges, limits and references, and each text here reads well and says something else.
#   Compare two readers, or look for these elements before a document is trusted.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund word-extractor@1.0.4 officeparser@8.1.1 mammoth@1.13.0 jszip@3.10.2 >/dev/null

cat >run.mjs <<'JS'
import JSZip from 'jszip';
import mammoth from 'mammoth';
import { parseOffice } from 'officeparser';
import WordExtractor from 'word-extractor';

const formats = 'http://schemas.openxmlformats.org';
const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
function document(content) {
  const zip = new JSZip();
  const types = `<Default Extension="xml" ContentType="${word}"/>`;
  const rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>';
  zip.file('[Content_Types].xml', `<Types xmlns="${formats}/package/2006/content-types">${rels}${types}</Types>`);
  const main = `Type="${formats}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"`;
  const list = `${formats}/package/2006/relationships`;
  zip.file('_rels/.rels', `<Relationships xmlns="${list}"><Relationship Id="main" ${main}/></Relationships>`);
  const body = `<w:body><w:p>${content}</w:p></w:body>`;
  zip.file('word/document.xml', `<w:document xmlns:w="${formats}/wordprocessingml/2006/main">${body}</w:document>`);
  return zip.generateAsync({ type: 'nodebuffer' });
}

const run = (content) => `<w:r>${content}</w:r>`;
const text = (words) => run(`<w:t xml:space="preserve">${words}</w:t>`);
const change = (name, id, words) => `<w:${name} w:id="${id}" w:author="A">${text(words)}</w:${name}>`;
const documents = {
  range: text('от 10') + run('<w:noBreakHyphen/>') + text('20 дней'),
  limit: text('мест ') + run('<w:sym w:font="Symbol" w:char="F0B3"/>') + text(' 5'),
  moved: change('moveFrom', 1, 'Ждём. ') + text('Решаем. ') + change('moveTo', 2, 'Ждём.'),
  reference: text('кроме пункта ') + `<w:fldSimple w:instr=" REF clause ">${text('3.2')}</w:fldSimple>` + text(' и 5'),
};
const ways = {
  'word-extractor': async (file) => (await new WordExtractor().extract(file)).getBody(),
  officeparser: async (file) => (await parseOffice(file, { fileType: 'docx' })).content.map((each) => each.text).join('\n'),
  mammoth: async (file) => (await mammoth.extractRawText({ buffer: file })).value,
};
for (const [name, content] of Object.entries(documents)) {
  const file = await document(content);
  for (const [way, read] of Object.entries(ways)) {
    console.log(`${name}, ${way}: ${(await read(file)).trim().replace('\u2011', '-').replaceAll(/ +/g, ' ')}`);
  }
}
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='range, word-extractor: от 1020 дней
range, officeparser: от 1020 дней
range, mammoth: от 10-20 дней
limit, word-extractor: мест 5
limit, officeparser: мест 5
limit, mammoth: мест ≥ 5
moved, word-extractor: Ждём. Решаем. Ждём.
moved, officeparser: Решаем. Ждём.
moved, mammoth: Решаем. Ждём.
reference, word-extractor: кроме пункта 3.2 и 5
reference, officeparser: кроме пункта 3.2 и 5
reference, mammoth: кроме пункта и 5'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
