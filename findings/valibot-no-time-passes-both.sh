#!/usr/bin/env bash
# No text passes both `isoDateTime` of Valibot and the JSON Schema that is made of it, and so with `isoTime`.
#
# Packages: valibot 1.5.0 and @valibot/to-json-schema 1.8.0, with ajv 8.20.0 and ajv-formats 3.0.1 to check. Input: times of a
#   meeting in each form that ISO 8601 allows here, and a list of a day and, if it is known, an hour.
# Expected: the schema takes what the library takes; for what cannot be said there is an error, as there is for the flags of an
#   expression. The README marks both with a tick and no note.
# Seen: `isoDateTime` is "2026-11-30T10:00", minutes and no zone, and is sent as `date-time`, which must have seconds and a zone
#   (RFC 3339, 5.6); `isoTime` is "10:00" and is sent as `time`, likewise. An optional last entry of a tuple is required.
# Why it matters: a tool of MCP with such an argument or answer cannot be used at all with a host that checks: what the model
#   sends by the schema the server refuses. Tests without formats, which are an option in ajv, are green. Use `isoTimestamp`.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund valibot@1.5.0 @valibot/to-json-schema@1.8.0 ajv@8.20.0 ajv-formats@3.0.1 >/dev/null

cat >run.mjs <<'JS'
import { toJsonSchema } from '@valibot/to-json-schema';
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as v from 'valibot';

const moments = ['2026-11-30T10:00', '2026-11-30 10:00', '2026-11-30T10:00:00', '2026-11-30T10:00Z', '2026-11-30T10:00:00+03:00'];
const times = ['10:00', '10:00:00', '10:00Z', '10:00:00+03:00'];
const cases = {
  isoDateTime: [v.pipe(v.string(), v.isoDateTime()), moments],
  isoTime: [v.pipe(v.string(), v.isoTime()), times],
  'isoTimestamp, to compare': [v.pipe(v.string(), v.isoTimestamp()), moments],
  tuple: [v.tuple([v.string(), v.optional(v.number())]), [['Monday'], ['Monday', 10]]],
};
for (const [name, [schema, values]] of Object.entries(cases)) {
  const ajv = addFormats.default(new Ajv2020({ strict: false }));
  const check = ajv.compile(toJsonSchema(schema, { target: 'draft-2020-12' }));
  console.log(`${name}:`);
  for (const value of values) console.log(`  ${JSON.stringify(value)}: Valibot ${v.is(schema, value)}, its schema ${check(value)}`);
}
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='isoDateTime:
  "2026-11-30T10:00": Valibot true, its schema false
  "2026-11-30 10:00": Valibot true, its schema false
  "2026-11-30T10:00:00": Valibot false, its schema false
  "2026-11-30T10:00Z": Valibot false, its schema false
  "2026-11-30T10:00:00+03:00": Valibot false, its schema true
isoTime:
  "10:00": Valibot true, its schema false
  "10:00:00": Valibot false, its schema false
  "10:00Z": Valibot false, its schema false
  "10:00:00+03:00": Valibot false, its schema true
isoTimestamp, to compare:
  "2026-11-30T10:00": Valibot false, its schema false
  "2026-11-30 10:00": Valibot false, its schema false
  "2026-11-30T10:00:00": Valibot false, its schema false
  "2026-11-30T10:00Z": Valibot false, its schema false
  "2026-11-30T10:00:00+03:00": Valibot true, its schema true
tuple:
  ["Monday"]: Valibot true, its schema false
  ["Monday",10]: Valibot true, its schema true'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
