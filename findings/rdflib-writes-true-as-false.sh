#!/usr/bin/env bash
# rdflib writes `false` for a true value that it has read, if the value came with the name of its type.
#
# Packages: rdflib 2.4.0, with n3 2.13.12 to read what it writes. Input: "done" and "not done" as booleans in RDF/XML, in Turtle
#   with their type, in Turtle as bare words, and as JSON-LD; each is loaded, and written as Turtle.
# Expected: what was true is true. The lexical forms of xsd:boolean are `true`, `false`, `1` and `0` (XML Schema Part 2, 3.2.2;
#   RDF 1.1 Concepts, 5.1), and a store keeps the form that it was given.
# Seen: rdflib makes "1" of a bare word and of JSON-LD, keeps "true" from the rest, and its writer takes "1" alone for true. Its
#   JSON-LD is wrong alike; its N-Triples are right.
# Why it matters: RDF/XML and N-Triples have no bare words, so each tick that comes from another tool is cleared when a
#   document is saved, and no reader can tell. Compare what was written with the store, or add booleans as "1" and "0".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund rdflib@2.4.0 n3@2.13.12 >/dev/null

cat >run.mjs <<'JS'
import N3 from 'n3';
import { graph, parse, serialize } from 'rdflib';

const boolean = 'http://www.w3.org/2001/XMLSchema#boolean';
const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
const example = 'http://example.org/';
const documents = {
  'RDF/XML': [
    'application/rdf+xml',
    `<rdf:RDF xmlns:rdf="${rdf}" xmlns="${example}"><rdf:Description rdf:about="${example}task">` +
      `<done rdf:datatype="${boolean}">true</done><late rdf:datatype="${boolean}">false</late></rdf:Description></rdf:RDF>`,
  ],
  'Turtle, typed': ['text/turtle', `@prefix : <${example}>. :task :done "true"^^<${boolean}>; :late "false"^^<${boolean}>.`],
  'Turtle, bare words': ['text/turtle', `@prefix : <${example}>. :task :done true; :late false.`],
  'JSON-LD': ['application/ld+json', `{"@context":{"@vocab":"${example}"},"@id":"${example}task","done":true,"late":false}`],
};
function read(turtle) {
  const quads = new N3.Parser({ baseIRI: example }).parse(turtle);
  return Object.fromEntries(quads.map(({ predicate, object }) => [predicate.value.replace(example, ''), object.value]));
}
for (const [name, [type, text]] of Object.entries(documents)) {
  const store = graph();
  await new Promise((resolve, reject) => parse(text, store, example, type, (error) => (error ? reject(error) : resolve())));
  const { done, late } = read(serialize(null, store, example, 'text/turtle'));
  console.log(`${name}: done ${done}, late ${late}`);
}
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='RDF/XML: done false, late false
Turtle, typed: done false, late false
Turtle, bare words: done true, late false
JSON-LD: done true, late false'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
