#!/usr/bin/env bash
# rdf-validate-shacl lets ten hours pass where two are allowed, takes Rusyn for Russian, and knows a 32 March.
#
# Packages: rdf-validate-shacl 0.6.5, with n3 2.13.12. Input: shapes with a limit of two hours (xsd:dayTimeDuration), with
#   xsd:dateTime, and with allowed languages, each with one value.
# Expected: a range compares as SPARQL does, and what cannot be compared is a violation (SHACL 4.3): ten hours are one in any
#   reading. An ill-typed literal is one (4.1.2). Languages are allowed by `langMatches` (4.4.4), which is by whole subtags.
# Seen: durations are compared letter by letter, so that "PT10H" is less than "PT2H"; a date is looked at as digits only; a tag
#   need only begin as the allowed one does. The larger shacl-engine 1.1.2 refuses 32 March, takes 30 February, and is alike in
#   the rest.
# Why it matters: the report says "conforms", which is what a check of imported plans and glossaries is for. Give lengths as
#   numbers of minutes, read dates with another library, and list languages with and without their regions.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund rdf-validate-shacl@0.6.5 n3@2.13.12 >/dev/null

cat >run.mjs <<'JS'
import N3 from 'n3';
import SHACLValidator from 'rdf-validate-shacl';

const prefixes = `@prefix sh: <http://www.w3.org/ns/shacl#>. @prefix xsd: <http://www.w3.org/2001/XMLSchema#>.
  @prefix : <http://example.org/>.`;
const load = (turtle) => new N3.Store(new N3.Parser().parse(prefixes + turtle));
const twoHours = 'sh:maxInclusive "PT2H"^^xsd:dayTimeDuration';
const cases = {
  'two and a half hours, limit two': [twoHours, '"PT2H30M"^^xsd:dayTimeDuration'],
  'ten hours, limit two': [twoHours, '"PT10H"^^xsd:dayTimeDuration'],
  'a day without an hour': ['sh:datatype xsd:dateTime', '"2026-03-31"^^xsd:dateTime'],
  '32 March': ['sh:datatype xsd:dateTime', '"2026-03-32T10:00:00"^^xsd:dateTime'],
  'ru-RU for ru': ['sh:languageIn ("ru")', '"слово"@ru-RU'],
  'rue for ru': ['sh:languageIn ("ru")', '"слово"@rue'],
  'tt for ru': ['sh:languageIn ("ru")', '"сүз"@tt'],
};
for (const [name, [rule, value]] of Object.entries(cases)) {
  const shapes = load(`:shape a sh:NodeShape; sh:targetNode :item; sh:property [ sh:path :value; ${rule} ].`);
  const { conforms } = await new SHACLValidator(shapes).validate(load(`:item :value ${value}.`));
  console.log(`${name}: ${conforms ? 'conforms' : 'violation'}`);
}
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='two and a half hours, limit two: violation
ten hours, limit two: conforms
a day without an hour: violation
32 March: conforms
ru-RU for ru: conforms
rue for ru: conforms
tt for ru: violation'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
