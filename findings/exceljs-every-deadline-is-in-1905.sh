#!/usr/bin/env bash
# ExcelJS reads each deadline of 2026 as 18 July 1905, moves others by four years, and strikes out what is not struck out.
#
# Packages: exceljs 4.4.0, with xlsx 0.18.5 as a writer, read-excel-file 9.3.17 to compare, and jszip 3.10.1 to change a file.
#   Input: three deadlines as numbers and as dates of ISO 8601, both written by `xlsx` (the second with `cellDates`); and a
#   workbook with dates since 1904 and a text that is not struck out, each said in one of the forms of a boolean.
# Expected: the deadlines. In ECMA-376 (Part 1) a cell of type "d" is a date in ISO 8601 (18.18.11), `date1904` is a boolean of
#   XML Schema, which is 1 or true (18.2.28), and so is `val` of `strike` (18.4.10).
# Seen: a cell of any type that is not listed is a number, and of "2026-03-01T…" that is 2026, the 2026th day since 1900; only
#   "1" is true, so that a day since 1904 is taken as one since 1900; and that `strike` is there is enough.
# Why it matters: each row of an imported plan has a date, rows of a year are all alike, and a requirement that holds counts as
#   withdrawn. A file that the same package wrote is right. Read with another package, or refuse dates before the plan began.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund exceljs@4.4.0 xlsx@0.18.5 read-excel-file@9.3.17 jszip@3.10.1 >/dev/null

cat >run.mjs <<'JS'
import ExcelJS from 'exceljs';
import JSZip from 'jszip';
import { readSheet } from 'read-excel-file/node';
import XLSX from 'xlsx';

const days = ['2026-03-01', '2026-09-30', '2027-01-15'].map((day) => new Date(day));
const text = (cells) => cells.map((day) => day.toISOString().slice(0, 10)).join(' ');
const readers = {
  exceljs: async (file) => {
    const [sheet] = (await new ExcelJS.Workbook().xlsx.load(file)).worksheets;
    return [1, 2, 3].map((row) => sheet.getCell(row, 1).value);
  },
  'read-excel-file': async (file) => (await readSheet(file)).map(([day]) => day),
};
for (const [form, options] of Object.entries({ numbers: {}, 'ISO 8601': { cellDates: true } })) {
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(days.map((day) => [day]), { cellDates: true }), 'Plan');
  const file = XLSX.write(book, { type: 'buffer', ...options });
  for (const [name, read] of Object.entries(readers)) console.log(`${form}, ${name}:`, text(await read(file)));
}

const plan = new ExcelJS.Workbook();
plan.properties.date1904 = true;
days.forEach((day) => plan.addWorksheet().addRow([day]));
plan.worksheets[0].getCell('B1').value = { richText: [{ text: 'The report is due.', font: { strike: true } }] };
const written = await plan.xlsx.writeBuffer();

async function changed(path, from, to) {
  const zip = await JSZip.loadAsync(written);
  const xml = await zip.file(path).async('string');
  if (!xml.includes(from)) throw new Error(`${path} has no ${from}`);
  zip.file(path, xml.replace(from, to));
  return (await new ExcelJS.Workbook().xlsx.load(await zip.generateAsync({ type: 'nodebuffer' }))).worksheets;
}
for (const value of ['1', 'true']) {
  const sheets = await changed('xl/workbook.xml', 'date1904="1"', `date1904="${value}"`);
  console.log(`date1904="${value}":`, text(sheets.map((sheet) => sheet.getCell('A1').value)));
}
for (const mark of ['', '<strike val="1"/>', '<strike val="0"/>', '<strike val="false"/>']) {
  const [sheet] = await changed('xl/sharedStrings.xml', '<strike/>', mark);
  console.log(`${mark || 'no mark'}:`, sheet.getCell('B1').value.richText[0].font?.strike ?? false);
}
JS
seen=$(TZ=UTC node run.mjs)
printf '%s\n' "$seen"
expected='numbers, exceljs: 2026-03-01 2026-09-30 2027-01-15
numbers, read-excel-file: 2026-03-01 2026-09-30 2027-01-15
ISO 8601, exceljs: 1905-07-18 1905-07-18 1905-07-19
ISO 8601, read-excel-file: 2026-03-01 2026-09-30 2027-01-15
date1904="1": 2026-03-01 2026-09-30 2027-01-15
date1904="true": 2022-02-28 2022-09-29 2023-01-14
no mark: false
<strike val="1"/>: true
<strike val="0"/>: true
<strike val="false"/>: true'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
