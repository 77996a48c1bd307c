#!/usr/bin/env bash
# `UriTemplate` of the MCP SDK fills in other addresses than RFC 6570: variables are lost, and a list arrives as one value.
#
# Packages: @modelcontextprotocol/client 2.4.0, with url-template 3.1.1 to compare. Input: templates of resources of notes, each
#   with values for its variables, as a host fills in a template that a server has listed.
# Expected: the templates of MCP are those of RFC 6570, so `{?tag*}` repeats the name for each value, `{year:2}` is the first
#   two characters, `{/course,week}` are two segments (3.2.6), `{;tag}` is a parameter (3.2.7), and `{+…}` keeps `%25` (3.2.3).
# Seen: one address for two tags; a variable with a length, or behind a semicolon, is empty; both segments are one, and without
#   a slash; what was encoded is encoded once more. No error; simple variables and queries are right.
# Why it matters: the server gets an address that is well formed and means another resource, or all of them: without the tag a
#   list is unfiltered. List templates with `{name}` and `{?a,b}` only, or fill in the others with another library.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @modelcontextprotocol/client@2.4.0 url-template@3.1.1 >/dev/null

cat >run.mjs <<'JS'
import { UriTemplate } from '@modelcontextprotocol/client';
import { parseTemplate } from 'url-template';

const templates = {
  'notes://all{?tag,week}': { tag: 'a b', week: '3' },
  'notes://all{?tag*}': { tag: ['one', 'two'] },
  'notes://all{;tag}': { tag: 'one' },
  'notes://list/{year:2}': { year: '2026' },
  'notes://list{/course,week}': { course: 'one', week: '3' },
  'notes://page/{+address}': { address: 'guide/50%25' },
};
for (const [template, values] of Object.entries(templates)) {
  console.log(`${template}: ${new UriTemplate(template).expand(values)} (${parseTemplate(template).expand(values)})`);
}
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='notes://all{?tag,week}: notes://all?tag=a%20b&week=3 (notes://all?tag=a%20b&week=3)
notes://all{?tag*}: notes://all?tag=one,two (notes://all?tag=one&tag=two)
notes://all{;tag}: notes://all (notes://all;tag=one)
notes://list/{year:2}: notes://list/ (notes://list/20)
notes://list{/course,week}: notes://listone,3 (notes://list/one/3)
notes://page/{+address}: notes://page/guide/50%2525 (notes://page/guide/50%25)'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
