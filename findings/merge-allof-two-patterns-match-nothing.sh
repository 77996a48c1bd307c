#!/usr/bin/env bash
# json-schema-merge-allof makes one pattern of two that no text matches, and holds "integer" and "number" for a contradiction.
#
# Packages: json-schema-merge-allof 0.8.1, with ajv 8.20.0 to check values by both schemas. Input: the number of a requirement,
#   which begins with letters and ends in a figure, a sentence and the names of fields, each with a pattern in two parts of an
#   `allOf`; and a count that is a number in one part and an integer in the other.
# Expected: the merged schema takes what the `allOf` takes (JSON Schema 2020-12, 10.2.1.1); an integer is a number (6.1.1).
# Seen: the two are written as looks ahead from one place, "(?=^REQ-)(?=[0-9]$)", which must be the beginning of the text and
#   its last figure at once. Two patterns that both begin with "^" are right. Of the two types there is an error.
# Why it matters: schemas of tools are flattened so for models that do not take `allOf`, and a base with its extension is the
#   usual cause; the model gets a rule that it cannot keep. Begin each pattern with "^" before merging ("^.*[0-9]$").
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund json-schema-merge-allof@0.8.1 ajv@8.20.0 >/dev/null

cat >run.mjs <<'JS'
import { Ajv2020 } from 'ajv/dist/2020.js';
import merge from 'json-schema-merge-allof';

const cases = {
  number: [{ type: 'string', allOf: [{ pattern: '^REQ-' }, { pattern: '[0-9]$' }] }, 'REQ-17'],
  sentence: [{ type: 'string', allOf: [{ pattern: '^[A-Z]' }, { pattern: '[.?!]$' }] }, 'The door closes.'],
  names: [{ type: 'object', allOf: [{ propertyNames: { pattern: '^x-' } }, { propertyNames: { pattern: '[a-z]$' } }] }, { 'x-owner': 1 }],
  'both from the start': [{ type: 'string', allOf: [{ pattern: '^REQ-' }, { pattern: '^.{1,9}$' }] }, 'REQ-17'],
  count: [{ allOf: [{ type: 'number', minimum: 1 }, { type: 'integer' }] }, 3],
};
const takes = (schema, value) => (new Ajv2020({ strict: false }).compile(schema)(value) ? 'takes it' : 'refuses it');
for (const [name, [schema, value]] of Object.entries(cases)) {
  console.log(`${name}, ${JSON.stringify(value)}: the schema ${takes(schema, value)}`);
  try {
    const merged = merge(structuredClone(schema));
    console.log(`  merged ${takes(merged, value)}: ${JSON.stringify(merged)}`);
  } catch ({ message }) {
    console.log(`  ${message.split(':')[0]}`);
  }
}
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='number, "REQ-17": the schema takes it
  merged refuses it: {"type":"string","pattern":"(?=^REQ-)(?=[0-9]$)"}
sentence, "The door closes.": the schema takes it
  merged refuses it: {"type":"string","pattern":"(?=^[A-Z])(?=[.?!]$)"}
names, {"x-owner":1}: the schema takes it
  merged refuses it: {"type":"object","propertyNames":{"pattern":"(?=^x-)(?=[a-z]$)"}}
both from the start, "REQ-17": the schema takes it
  merged takes it: {"type":"string","pattern":"(?=^REQ-)(?=^.{1,9}$)"}
count, 3: the schema takes it
  Could not resolve values for path'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
