#!/usr/bin/env bash
# zod's `fromJSONSchema` refuses what it does not support, and leaves some rules of ordinary schemas out without a word.
#
# Packages: zod 4.6.7, with ajv 8.20.0 to compare. Input: an object that needs one of two fields, a field that is needed and not
#   listed, an object put together by `allOf`, a bound without a type; and `if`, which is not supported.
# Expected: each rule holds, or the schema is refused as the one with `if` is.
# Seen: `required` counts only for names in `properties`; a part of `anyOf` or `allOf` without a `type` of its own is anything,
#   whatever it says, since what has no type is read as "any" and its rules are not looked at.
# Why it matters: "one of these two" and "this and that" are written so by hand and by other tools. A test that reads a tool's
#   published schema in this way and checks answers with it is green for answers that a client drops.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund zod@4.6.7 ajv@8.20.0 >/dev/null

cat >run.mjs <<'JS'
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as z from 'zod';

const text = { type: 'string' };
const object = { type: 'object', properties: { mail: text, phone: text } };
const cases = {
  'one of two': [{ ...object, anyOf: [{ required: ['mail'] }, { required: ['phone'] }] }, {}],
  'not listed': [{ ...object, required: ['name'] }, {}],
  'put together': [{ ...object, allOf: [{ properties: { age: { type: 'number' } }, required: ['age'] }] }, { age: 'ten' }],
  'no type': [{ type: 'object', properties: { name: { minLength: 3 } } }, { name: 'я' }],
  'with its type': [{ type: 'object', properties: { name: { type: 'string', minLength: 3 } } }, { name: 'я' }],
  'with if': [{ ...object, if: { required: ['mail'] }, else: { required: ['phone'] } }, {}],
};
for (const [name, [schema, value]] of Object.entries(cases)) {
  let seen;
  try {
    seen = z.fromJSONSchema(schema).safeParse(value).success;
  } catch ({ message }) {
    seen = message;
  }
  console.log(`${name}: ajv ${new Ajv2020({ strict: false }).validate(schema, value)}, zod ${seen}`);
}
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='one of two: ajv false, zod true
not listed: ajv false, zod true
put together: ajv false, zod true
no type: ajv false, zod true
with its type: ajv false, zod false
with if: ajv false, zod Conditional schemas (if/then/else) are not supported'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
