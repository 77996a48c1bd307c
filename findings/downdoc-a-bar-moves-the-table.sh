#!/usr/bin/env bash
# downdoc cuts a table of requirements at a bar in a cell: all that follows moves on by a cell, and the last value is lost.
#
# Packages: downdoc 1.1.0-stable, which makes Markdown of AsciiDoc, with marked 18.2.1 to read it, and @asciidoctor/core 4.1.0
#   to compare. Input: a table with three requirements, of which the first names a choice: without a bar; with `\|`, as
#   AsciiDoc escapes a bar in a cell; with `{vbar}`, which downdoc's README has in its list; with both inside code.
# Expected: the cells that Asciidoctor has. In a table of GFM a bar is written as `\|`, in code too.
# Seen: `\|` is a new cell to downdoc. The rest of the table is filled up from there, so that the words of one row stand
#   beside the name of another, and what is over at the end is left out. `{vbar}` becomes a bare bar, at which Markdown cuts.
# Why it matters: each row still has its two cells, and nothing is said: the limit of R2 stands beside R3, and the limit of R3
#   is nowhere. Compare the last cells of both tables, or write bars as words.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund downdoc@1.1.0-stable marked@18.2.1 @asciidoctor/core@4.1.0 >/dev/null

cat >run.mjs <<'JS'
import { convert } from '@asciidoctor/core';
import downdoc from 'downdoc';
import { marked } from 'marked';

const cells = (row) => [...row.matchAll(/<td.*?>(.*?)<\/td>/gs)].map(([, cell]) => cell.replaceAll(/<.*?>/g, ''));
const table = (html) => html.split('<tr>').map((row) => cells(row).join(': ')).filter(Boolean).join('; ');
for (const choice of ['on or off', 'on \\| off', 'on {vbar} off', '`on \\| off`', '`on {vbar} off`']) {
  const rows = ['|Id |Value', '', `|R1 |${choice}`, '|R2 |5 days', '|R3 |9 days'];
  const source = ['|===', ...rows, '|==='].join('\n');
  console.log(`${choice}\n  Asciidoctor  ${table(await convert(source))}\n  downdoc      ${table(marked(downdoc(source)))}`);
}
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='on or off
  Asciidoctor  R1: on or off; R2: 5 days; R3: 9 days
  downdoc      R1: on or off; R2: 5 days; R3: 9 days
on \| off
  Asciidoctor  R1: on | off; R2: 5 days; R3: 9 days
  downdoc      R1: on \; off: R2; 5 days: R3
on {vbar} off
  Asciidoctor  R1: on | off; R2: 5 days; R3: 9 days
  downdoc      R1: on; R2: 5 days; R3: 9 days
`on \| off`
  Asciidoctor  R1: on | off; R2: 5 days; R3: 9 days
  downdoc      R1: `on \; off`: R2; 5 days: R3
`on {vbar} off`
  Asciidoctor  R1: on | off; R2: 5 days; R3: 9 days
  downdoc      R1: `on; R2: 5 days; R3: 9 days'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
