#!/usr/bin/env bash
# json-schema-for-openapi makes of "a book has pages" that all must be books, and leaves out the rules beside such a one.
#
# Packages: json-schema-for-openapi 0.5.0, with ajv 8.20.0 to check. Input: rules of records, for OpenAPI 3.0: `if` with `then`
#   only; `oneOf` beside `if`; `allOf` beside `dependentSchemas`; and a date that is null, by `const`.
# Expected: the schema of OpenAPI 3.0 takes what the schema takes: it has `not`, `oneOf` and `allOf`, which can say all
#   of this. Where `if` does not hold and there is no `else`, nothing more is asked (JSON Schema, Core, 10.2.2), and rules that
#   stand side by side hold all. The README has `if`, `dependentSchemas` and `const` in its list.
# Seen: `if` becomes a `oneOf` with a way for each of `then` and `else` that is there, so that without `else` whatever `if` does
#   not fit is refused. That `oneOf`, and the `allOf` for what depends, take the place of the schema's own. `const: null` is
#   left out, as its value counts as not given.
# Why it matters: a course is refused for its missing pages, and a lead without a phone and without an address is taken, in a
#   document that is valid. Where a schema has such rules, check the records of its tests with both.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund json-schema-for-openapi@0.5.0 ajv@8.20.0 >/dev/null

cat >run.mjs <<'JS'
import Ajv from 'ajv/dist/2019.js';
import factory from 'json-schema-for-openapi';

const is = (kind) => ({ properties: { kind: { const: kind } }, required: ['kind'] });
const rules = {
  'a book has pages': [
    { type: 'object', if: is('book'), then: { required: ['pages'] } },
    { kind: 'book', pages: 300 }, { kind: 'book' }, { kind: 'course' },
  ],
  'a phone or an address': [
    {
      type: 'object',
      oneOf: [{ required: ['phone'] }, { required: ['address'] }],
      if: is('person'), then: { required: ['name'] }, else: { required: ['company'] },
    },
    { kind: 'person', name: 'Anna', phone: '1' }, { kind: 'person', name: 'Anna' },
  ],
  'a name always, a street with a house': [
    { type: 'object', allOf: [{ required: ['name'] }], dependentSchemas: { house: { required: ['street'] } } },
    { name: 'Anna' }, { house: '5', street: 'Lane' },
  ],
  'not closed': [{ type: 'object', properties: { closed: { const: null } } }, { closed: null }, { closed: '2026-03-01' }],
};
const check = (schema, value) => new Ajv({ strict: false }).compile(schema)(value) ? 'taken' : 'refused';
for (const [name, [schema, ...values]] of Object.entries(rules)) {
  const { schemas } = factory.convert(structuredClone(schema), 'main');
  for (const value of values) {
    const openapi = check({ components: { schemas }, ...schemas.main }, value);
    console.log(`${name}: ${JSON.stringify(value)} ${check(schema, value)}, in OpenAPI ${openapi}`);
  }
}
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected=$(cat <<'TEXT'
a book has pages: {"kind":"book","pages":300} taken, in OpenAPI taken
a book has pages: {"kind":"book"} refused, in OpenAPI refused
a book has pages: {"kind":"course"} taken, in OpenAPI refused
a phone or an address: {"kind":"person","name":"Anna","phone":"1"} taken, in OpenAPI taken
a phone or an address: {"kind":"person","name":"Anna"} refused, in OpenAPI taken
a name always, a street with a house: {"name":"Anna"} taken, in OpenAPI taken
a name always, a street with a house: {"house":"5","street":"Lane"} refused, in OpenAPI taken
not closed: {"closed":null} taken, in OpenAPI taken
not closed: {"closed":"2026-03-01"} refused, in OpenAPI taken
TEXT
)
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
