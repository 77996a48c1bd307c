#!/usr/bin/env bash
# Formula.js counts one of two passed, none if a star stands for the rest, and puts 100 points below 9.
#
# Packages: @formulajs/formulajs 4.6.1, which calls itself an implementation of Excel's functions, and hyperformula 3.5.0 to
#   compare. Input: marks in words with the points beside them, counted, added up and averaged by a criterion; and `SORT`.
# Expected: what Excel computes: a criterion takes upper and lower case for one, `*` is any text and `?` a letter (Excel's page
#   of COUNTIF), and `SORT` puts numbers in the order of their size, as `LARGE` of the same package does.
# Seen: a criterion is compared letter by letter, for SUMIF and AVERAGEIF too, so that one with a star finds none, and "not
#   passed" is true of "Passed". SORT makes texts of numbers first. MATCH, in the same package, knows case and stars.
# Why it matters: a sheet of marks is computed on a server as its author wrote it, and the result is a number: 0 for a star, a
#   part for words that were typed in two ways; and the best of a list is last. Compare in one case, and sort yourself.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @formulajs/formulajs@4.6.1 hyperformula@3.5.0 >/dev/null

cat >run.mjs <<'JS'
import * as formulajs from '@formulajs/formulajs';
import hyperformula from 'hyperformula';

const marks = ['Passed', 'passed', 'failed', 'Passed with honours'];
const points = [60, 100, 9, 95];
const rows = marks.map((mark, i) => [mark, points[i]]);
const sheet = hyperformula.HyperFormula.buildFromArray(rows, { licenseKey: 'gpl-v3' });
const other = (formula) => sheet.calculateFormula(`=${formula}`, 0);

for (const criterion of ['passed', 'Passed*', '?????d', '<>passed', '=Passed']) {
  const here = formulajs.COUNTIF(marks, criterion);
  console.log(`COUNTIF ${criterion}: ${here}, hyperformula: ${other(`COUNTIF(A1:A4,"${criterion}")`)}`);
}
for (const name of ['SUMIF', 'AVERAGEIF']) {
  const here = formulajs[name](marks, 'passed', points);
  console.log(`${name} passed: ${here}, hyperformula: ${other(`${name}(A1:A4,"passed",B1:B4)`)}`);
}
const places = ['failed', 'FAILED', 'fail*'].map((mark) => formulajs.MATCH(mark, marks, 0));
console.log(`MATCH failed, FAILED, fail*: ${places.join(' ')}`);
console.log(`SORT: ${formulajs.SORT(points.map((number) => [number])).join(' ')}`);
console.log(`SORT, best first: ${formulajs.SORT(rows, 2, -1).map(([, number]) => number).join(' ')}`);
console.log(`LARGE: ${[1, 2, 3, 4].map((place) => formulajs.LARGE(points, place)).join(' ')}`);
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='COUNTIF passed: 1, hyperformula: 2
COUNTIF Passed*: 0, hyperformula: 3
COUNTIF ?????d: 0, hyperformula: 3
COUNTIF <>passed: 3, hyperformula: 2
COUNTIF =Passed: 1, hyperformula: 2
SUMIF passed: 100, hyperformula: 160
AVERAGEIF passed: 100, hyperformula: 80
MATCH failed, FAILED, fail*: 3 3 3
SORT: 100 60 9 95
SORT, best first: 95 9 60 100
LARGE: 100 95 60 9'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
