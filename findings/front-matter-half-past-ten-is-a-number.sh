#!/usr/bin/env bash
# In front-matter the time 10:30 is the number 630, and 09:30 is a text.
#
# Packages: front-matter 4.0.2, with vfile-matter 5.0.1 to compare. Input: the head of a page about a meeting: its start at
#   09:30, its end at 10:30, how long it lasts, and the page of a book as "chapter:verse".
# Expected: texts as they are written, which they are in YAML 1.2 and so in vfile-matter; or all of one kind.
# Seen: front-matter reads with js-yaml 3, which keeps the numbers to base 60 of YAML 1.1: what has no leading zero and less
#   than 60 behind each colon is a number. The zero of the morning saves 09:30.
# Why it matters: times of lessons before ten come out right and later ones as minutes, with no error; "3:16" is 196. A page
#   that is moved from one reader to the other changes its data. Quote what has a colon.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund front-matter@4.0.2 vfile@6.0.3 vfile-matter@5.0.1 >/dev/null

cat >run.mjs <<'JS'
import readFrontMatter from 'front-matter';
import { VFile } from 'vfile';
import { matter } from 'vfile-matter';

const page = '---\nstart: 09:30\nend: 10:30\nlasts: 1:00:00\nplace: 3:16\nlate: 23:75\n---\nТекст\n';
const file = new VFile(page);
matter(file);
console.log('front-matter:', JSON.stringify(readFrontMatter(page).attributes));
console.log('vfile-matter:', JSON.stringify(file.data.matter));
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='front-matter: {"start":"09:30","end":630,"lasts":3600,"place":196,"late":"23:75"}
vfile-matter: {"start":"09:30","end":"10:30","lasts":"1:00:00","place":"3:16","late":"23:75"}'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
