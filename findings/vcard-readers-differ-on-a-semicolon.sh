#!/usr/bin/env bash
# Four readers of contact cards give four answers to a semicolon, a backslash and a line break, and none is right in all.
#
# Packages: vcard-parser 1.0.0, vcard4 4.0.5, vcard4-ts 0.4.1 and ical.js 2.2.1. Input: cards of version 4.0 with a note that
#   has a semicolon as it is and escaped, a path with a backslash, and a line break; and a company with its department.
# Expected: a note is one text, in which a semicolon may be escaped, `\\` is a backslash, and `\n` and `\N` are line breaks (RFC
#   6350, 3.4 and 4.1); the company and its units are parts, divided by a semicolon that is not escaped (6.6.4).
# Seen: the first two cut a note at its semicolon, read "C:\\new" as "C:\" and a line break, and know `\n` only; the third puts
#   company and department into one text again; ical.js keeps the backslash of an escaped semicolon.
# Why it matters: contacts of a CRM are joined by the company, and searched by their notes. Programs escape each in its way, so
#   a sample from one of them says nothing: test with a card that has all five.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund vcard-parser@1.0.0 vcard4@4.0.5 vcard4-ts@0.4.1 ical.js@2.2.1 >/dev/null

cat >run.mjs <<'JS'
import ICAL from 'ical.js';
import parser from 'vcard-parser';
import { parse } from 'vcard4';
import { parseVCards } from 'vcard4-ts';

const ways = {
  'vcard-parser': (card, name) => parser.parse(card)[name.toLowerCase()][0].value,
  vcard4: (card, name) => parse(card).parsedVcard.find(({ property }) => property === name).value,
  'vcard4-ts': (card, name) => [parseVCards(card).vCards[0][name]].flat()[0].value,
  'ical.js': (card, name) => ICAL.parse(card)[1].find(([property]) => property === name.toLowerCase())[3],
};
for (const line of ['NOTE:да; нет', 'NOTE:да\\; нет', 'NOTE:папка C:\\\\new', 'NOTE:да\\Nнет', 'ORG:Мир\\; труд;Отдел']) {
  const card = ['BEGIN:VCARD', 'VERSION:4.0', 'FN:Анна', line, 'END:VCARD', ''].join('\r\n');
  const answers = Object.entries(ways).map(([way, read]) => `${way} ${JSON.stringify(read(card, line.split(':')[0]))}`);
  console.log(`${line}\n  ${answers.join('\n  ')}`);
}
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected=$(cat <<'TEXT'
NOTE:да; нет
  vcard-parser ["да"," нет"]
  vcard4 ["да"," нет"]
  vcard4-ts "да; нет"
  ical.js "да; нет"
NOTE:да\; нет
  vcard-parser "да; нет"
  vcard4 "да; нет"
  vcard4-ts "да; нет"
  ical.js "да\\; нет"
NOTE:папка C:\\new
  vcard-parser "папка C:\\\new"
  vcard4 "папка C:\\\new"
  vcard4-ts "папка C:\\new"
  ical.js "папка C:\\new"
NOTE:да\Nнет
  vcard-parser "да\\Nнет"
  vcard4 "да\\Nнет"
  vcard4-ts "да\nнет"
  ical.js "да\nнет"
ORG:Мир\; труд;Отдел
  vcard-parser ["Мир; труд","Отдел"]
  vcard4 ["Мир; труд","Отдел"]
  vcard4-ts ["Мир; труд;Отдел"]
  ical.js ["Мир; труд","Отдел"]
TEXT
)
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
