#!/usr/bin/env bash
# json-schema-to-typescript turns a tuple of today's JSON Schema into a type that no value has, without a word.
#
# Packages: json-schema-to-typescript 16.0.0 and zod 4.6.7. Input: zod's schema of a pair, and of a text followed by numbers;
#   both are `prefixItems` of draft 2020-12. The same in the words of draft 7, to compare.
# Expected: `[string, number]` and `[string, ...number[]]`, or `unknown[]` where the tool does not know the word.
# Seen: `never[]` and `[number, ...number[]]`: `prefixItems` is not read, and the `items` of the rest is taken for all. Draft
#   7 is right.
# Why it matters: types of a client made from a server's schemas compile, and then refuse each right value or take the text
#   for a number. Ask zod for `target: 'draft-7'` before such a tool.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund json-schema-to-typescript@16.0.0 zod@4.6.7 >/dev/null

cat >run.mjs <<'JS'
import { compile } from 'json-schema-to-typescript';
import * as z from 'zod';

const schema = z.object({ pair: z.tuple([z.string(), z.int()]), rest: z.tuple([z.string()]).rest(z.int()) });
for (const target of ['draft-2020-12', 'draft-7']) {
  const types = await compile(z.toJSONSchema(schema, { target }), 'Sample', { bannerComment: '' });
  for (const [, field, type] of types.matchAll(/(pair|rest): (.*);/g)) console.log(`${target} ${field}: ${type}`);
}
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='draft-2020-12 pair: never[]
draft-2020-12 rest: [number, ...number[]]
draft-7 pair: [string, number]
draft-7 rest: [string, ...number[]]'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
