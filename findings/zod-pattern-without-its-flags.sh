#!/usr/bin/env bash
# zod leaves the flags of a regular expression out of the JSON Schema, so the schema means something else than the check.
#
# Packages: zod 4.6.7 and ajv 8.20.0. Input: a text checked by an expression that ignores case, by one with `m`, and by one
#   that is right without the flag `u` only.
# Expected: JSON Schema has no flags, so zod throws, as it does for a date, or writes a pattern that means the same.
# Seen: the source of the expression is written as it is. The first two schemas refuse what zod takes; the third cannot be
#   read at all, because JSON Schema reads patterns with `u`, where `\-` outside of a class is an error.
# Why it matters: a client of MCP checks answers against this schema and drops the whole answer; with a pattern that cannot be
#   read, each answer of that tool. Write `[Дд]а` for `/да/i`, and put `u` on each expression of a schema.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund zod@4.6.7 ajv@8.20.0 >/dev/null

cat >run.mjs <<'JS'
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as z from 'zod';

const cases = [
  [/^да$/, 'да'],
  [/^да$/i, 'Да'],
  [/^- /m, 'Дела:\n- одно'],
  [/^\d+\-\d+$/, '1-2'],
];
for (const [expression, text] of cases) {
  const check = z.string().regex(expression);
  const schema = z.toJSONSchema(check);
  let read;
  try {
    read = new Ajv2020().validate(schema, text);
  } catch (error) {
    read = error.constructor.name;
  }
  console.log(`${expression}: pattern ${schema.pattern}, zod ${check.safeParse(text).success}, schema ${read}`);
}
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='/^да$/: pattern ^да$, zod true, schema true
/^да$/i: pattern ^да$, zod true, schema false
/^- /m: pattern ^- , zod true, schema false
/^\d+\-\d+$/: pattern ^\d+\-\d+$, zod true, schema SyntaxError'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
