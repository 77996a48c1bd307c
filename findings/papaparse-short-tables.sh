#!/usr/bin/env bash
# Papa Parse does not find the semicolon of a table with two columns if the table is short and its last line ends.
#
# Packages: papaparse 5.7.1. Input: a file of two columns with semicolons, as a Russian spreadsheet saves it, with 3, 8 and 9
#   rows under its heads, with a line break at the end and without one.
# Expected: the semicolon is found in each, most easily in a small table, and the end of the last line says nothing.
# Seen: up to 8 rows the file with its last line ended is read as one column; without that line break, or with 9 rows, as two.
#   The empty line after it counts as a row of one field, so that a row has fewer than two on average; ten lines are looked at.
# Why it matters: a short import loses its second column, and a long one is right, so a test with a long sample says nothing.
#   The errors of the result name it; nothing is thrown. Give the delimiter, or `skipEmptyLines`.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund papaparse@5.7.1 >/dev/null

cat >run.mjs <<'JS'
import Papa from 'papaparse';

for (const rows of [3, 8, 9]) {
  const table = ['имя;минуты', ...Array.from({ length: rows }, (_, n) => `дело ${n};${n}0`)].join('\n');
  const columns = (text, options) => Papa.parse(text, options).data[0].length;
  const skipped = columns(`${table}\n`, { skipEmptyLines: true });
  console.log(`${rows} rows: ended ${columns(`${table}\n`)}, not ended ${columns(table)}, empty lines skipped ${skipped}`);
}
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='3 rows: ended 1, not ended 2, empty lines skipped 2
8 rows: ended 1, not ended 2, empty lines skipped 2
9 rows: ended 2, not ended 2, empty lines skipped 2'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
