#!/usr/bin/env bash
# Effect 3 writes the text of `startsWith`, `endsWith` and `includes` into a JSON Schema as if it were an expression.
#
# Packages: effect 3.22.4, on which the MCP server of @effect/ai is built, with ajv 8.20.0 to check. Input: a phone number that
#   begins with "+7", a course with "C++" in its name, a link with a query, the end "(plan)", and a text of two lines that ends
#   with "."; each as Effect takes it.
# Expected: the schema takes what Effect takes: these three are about plain text, and an expression has a filter of its own,
#   `pattern`; or an error, as there is for what cannot be said in a JSON Schema.
# Seen: the text stands in the pattern as it is. With "+7" or "C++" the schema cannot be read at all; the question mark and the
#   parentheses are signs of the expression, so that the right link is refused; and "." in front of an end stops at a line.
# Why it matters: a tool with such an argument cannot be used with a host that compiles its schemas, and texts of letters, as
#   tests have them, are right. Use `pattern` with the text escaped by hand; the code of Effect 4.1.0 escapes it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund effect@3.22.4 ajv@8.20.0 >/dev/null

cat >run.mjs <<'JS'
import { Ajv2020 } from 'ajv/dist/2020.js';
import { JSONSchema, Schema } from 'effect';

const cases = [
  [Schema.startsWith('Week '), 'Week 5'],
  [Schema.startsWith('+7'), '+7 999 000-00-00'],
  [Schema.includes('C++'), 'A course of C++'],
  [Schema.startsWith('https://wiki.example/?page='), 'https://wiki.example/?page=4'],
  [Schema.endsWith('(plan)'), 'Week 5 (plan)'],
  [Schema.endsWith('.'), 'First.\nSecond.'],
];
for (const [filter, text] of cases) {
  const schema = Schema.String.pipe(filter);
  const { $schema, ...listed } = JSONSchema.make(schema, { target: 'jsonSchema2020-12' });
  let says;
  try {
    says = new Ajv2020().compile(listed)(text) ? 'takes it' : 'refuses it';
  } catch {
    says = 'cannot be read';
  }
  console.log(`${JSON.stringify(text)}: Effect ${Schema.is(schema)(text) ? 'takes it' : 'refuses it'}, ${listed.pattern} ${says}`);
}
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='"Week 5": Effect takes it, ^Week  takes it
"+7 999 000-00-00": Effect takes it, ^+7 cannot be read
"A course of C++": Effect takes it, .*C++.* cannot be read
"https://wiki.example/?page=4": Effect takes it, ^https://wiki.example/?page= refuses it
"Week 5 (plan)": Effect takes it, ^.*(plan)$ refuses it
"First.\nSecond.": Effect takes it, ^.*.$ refuses it'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
