#!/usr/bin/env bash
# Two readers of the same page get one object from gray-matter, and each sees what the other wrote into it.
#
# Packages: gray-matter 4.0.3. Input: one page with a title and a list of tags, read twice; the first reader adds to the data.
#   The same with an empty object of options.
# Expected: a parser makes a new object each time, as a parser of JSON or YAML does.
# Seen: without options a page is kept under its text for the life of the process, and its data is not copied: the second
#   reader has the title and the tag of the first. With any options, even none in an object, nothing is kept.
# Why it matters: a server that puts a person's own words beside a page's title shows them to the next person; in tests with
#   one reader it never happens. Pass `{}`, or copy the data.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund gray-matter@4.0.3 >/dev/null

cat >run.mjs <<'JS'
import matter from 'gray-matter';

function secondReader(page, ...options) {
  const { data } = matter(page, ...options);
  data.title = 'Заметка Анны';
  data.tags.push('личное');
  return JSON.stringify(matter(page, ...options).data);
}
const page = (title) => `---\ntitle: ${title}\ntags: [общее]\n---\nТекст\n`;
console.log('without options:', secondReader(page('Глава 1')));
console.log('with options:', secondReader(page('Глава 2'), {}));
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='without options: {"title":"Заметка Анны","tags":["общее","личное"]}
with options: {"title":"Глава 2","tags":["общее"]}'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
