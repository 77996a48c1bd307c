#!/usr/bin/env bash
# In jsonld the number "007" comes back as a text, and infinity as "not a number".
#
# Packages: jsonld 9.0.0. Input: literals of RDF with a type of XML Schema, all valid, read with `fromRDF` and its option
#   `useNativeTypes`, and written again with `toRDF`.
# Expected: the same type and value. For a valid xsd:integer the algorithm "RDF to Object Conversion" of JSON-LD 1.1 gives a
#   JSON number, and what it cannot convert keeps its type; "Object to RDF Conversion" computes with numbers only, and leaves
#   the text of a value that has a type.
# Seen: an integer that is not written as JavaScript writes it has its type removed, and is an xsd:string ever after; of a text
#   with the type xsd:double a number is made, so that "INF" is "NaN".
# Why it matters: numbers with leading zeros or a plus sign, and those above 2^53, stand in exports of other systems; a query
#   for numbers does not find them any more, and a limit "INF" holds for nothing. Leave `useNativeTypes` out, and do not pass
#   infinities through it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund jsonld@9.0.0 >/dev/null

cat >run.mjs <<'JS'
import jsonld from 'jsonld';

const schema = 'http://www.w3.org/2001/XMLSchema#';
const format = 'application/n-quads';
const literals = [
  ['7', 'integer'],
  ['007', 'integer'],
  ['+7', 'integer'],
  ['9007199254740993', 'integer'],
  ['1.5', 'double'],
  ['INF', 'double'],
];
for (const [value, type] of literals) {
  const given = `<http://example.org/a> <http://example.org/value> "${value}"^^<${schema}${type}> .\n`;
  const document = await jsonld.fromRDF(given, { format, useNativeTypes: true });
  const [, written, kind = 'string'] = /"(.*)"(?:\^\^<.*#(.*)>)? \.\n$/.exec(await jsonld.toRDF(document, { format }));
  console.log(`${value}, ${type}: ${written}, ${kind}`);
}
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='7, integer: 7, integer
007, integer: 007, string
+7, integer: +7, string
9007199254740993, integer: 9007199254740993, string
1.5, double: 1.5E0, double
INF, double: NaN, double'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
