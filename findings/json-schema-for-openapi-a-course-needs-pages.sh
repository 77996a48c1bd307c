#!/usr/bin/env bash
# json-schema-for-openapi makes of "a book has pages" that every record is to be a book with pages.
#
# Packages: json-schema-for-openapi 0.5.0, with ajv 8.20.0 to check. Input: a rule of records for OpenAPI 3.0 with `if` and
#   `then`, once alone and once with an `else` that asks for nothing.
# Expected: a schema that takes what the given one takes: OpenAPI 3.0 has `not` and `anyOf`, which can say it. Where `if` does
#   not hold and there is no `else`, nothing more is asked (JSON Schema, Core, 10.2.2). The README has `if` in its list.
# Seen: `if` becomes a `oneOf` with a way for each of `then` and `else` that is there, so that without `else` whatever `if` does
#   not fit is refused. With an empty `else` the result is right.
# Why it matters: courses and leads are refused for pages that they never have, by a document that is valid. Write an empty
#   `else` to each `if`, and check the records of the tests with both schemas.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund json-schema-for-openapi@0.5.0 ajv@8.20.0 >/dev/null

cat >run.mjs <<'JS'
import Ajv from 'ajv/dist/2019.js';
import factory from 'json-schema-for-openapi';

const rule = {
  type: 'object',
  if: { properties: { kind: { const: 'book' } }, required: ['kind'] },
  then: { required: ['pages'] },
};
const rules = { 'then alone': rule, 'then with an empty else': { ...rule, else: {} } };
const records = [{ kind: 'book', pages: 300 }, { kind: 'book' }, { kind: 'course' }, { title: 'Notes' }];
const check = (schema, value) => new Ajv({ strict: false }).compile(schema)(value) ? 'taken' : 'refused';
for (const [name, schema] of Object.entries(rules)) {
  const { schemas } = factory.convert(structuredClone(schema), 'main');
  const openapi = { components: { schemas }, ...schemas.main };
  for (const record of records) {
    console.log(`${name}: ${JSON.stringify(record)} ${check(schema, record)}, in OpenAPI ${check(openapi, record)}`);
  }
}
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected=$(cat <<'TEXT'
then alone: {"kind":"book","pages":300} taken, in OpenAPI taken
then alone: {"kind":"book"} refused, in OpenAPI refused
then alone: {"kind":"course"} taken, in OpenAPI refused
then alone: {"title":"Notes"} taken, in OpenAPI refused
then with an empty else: {"kind":"book","pages":300} taken, in OpenAPI taken
then with an empty else: {"kind":"book"} refused, in OpenAPI refused
then with an empty else: {"kind":"course"} taken, in OpenAPI taken
then with an empty else: {"title":"Notes"} taken, in OpenAPI taken
TEXT
)
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
