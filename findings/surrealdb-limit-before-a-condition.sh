#!/usr/bin/env bash
# SurrealDB gives fewer rows than exist: LIMIT cuts the rows of an index before the other conditions are looked at.
#
# Packages: surrealdb 2.0.8 with the engine @surrealdb/node 3.0.3. Input: four records of one owner, of which two are live, an
#   index, and a query for two of the live ones.
# Expected: the two live records, as without the index.
# Seen: none, with the index on (owner, at) and with one on (owner). The plan has the limit of 2 in the scan of the index, and
#   the condition in a filter above it. Both records come without the limit, and WITH NOINDEX.
# Why it matters: "the newest twenty that match" is the usual query of a list, and an index made for speed takes rows out of
#   its answer without an error. A limit is right only where an index has every condition of the query.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund surrealdb@2.0.8 @surrealdb/node@3.0.3 >/dev/null

cat >query.mjs <<'JS'
import { createNodeEngines } from '@surrealdb/node';
import { Surreal } from 'surrealdb';

async function ask(fields, rest) {
  const db = new Surreal({ engines: createNodeEngines() });
  await db.connect('mem://');
  await db.use({ namespace: 'one', database: 'one' });
  await db.query(`DEFINE TABLE entry; DEFINE INDEX by_owner ON entry FIELDS ${fields};`);
  for (const at of [1, 2, 3, 4]) await db.query(`CREATE entry:${at} SET owner = "a", at = ${at}, live = ${at > 2}`);
  const [rows] = await db.query(`SELECT owner, at FROM entry ${rest}`);
  await db.close();
  return rows.map(({ at }) => at).sort().join() || 'none';
}

const where = 'WHERE owner = "a" AND live = true';
console.log('composite:', await ask('owner, at', `${where} LIMIT 2`));
console.log('composite, its order:', await ask('owner, at', `${where} ORDER BY owner, at LIMIT 2`));
console.log('composite, no limit:', await ask('owner, at', where));
console.log('composite, not used:', await ask('owner, at', `WITH NOINDEX ${where} LIMIT 2`));
console.log('single:', await ask('owner', `${where} LIMIT 2`));
process.exit(0);
JS
seen=$(node query.mjs)
printf '%s\n' "$seen"
expected='composite: none
composite, its order: none
composite, no limit: 3,4
composite, not used: 3,4
single: none'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
