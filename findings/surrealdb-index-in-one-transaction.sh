#!/usr/bin/env bash
# SurrealDB: an index that is defined in the transaction of an UPDATE holds the values from before it.
#
# Packages: surrealdb 2.0.8 with the engine @surrealdb/node 3.0.3. Input: a record whose field is changed, and an index on that
#   field, in one transaction as a migration has them; then a query for the new value.
# Expected: the record, which has the new value.
# Seen: nothing. With the index not used the record comes, and a query for the old value finds it by the index with the new
#   value in it. In two transactions all is right.
# Why it matters: "fill a new field, then index it" is one step of a migration nearly everywhere, and here it makes an index
#   that disagrees with its table without an error.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund surrealdb@2.0.8 @surrealdb/node@3.0.3 >/dev/null

cat >index.mjs <<'JS'
import { createNodeEngines } from '@surrealdb/node';
import { Surreal } from 'surrealdb';

const UPDATE = 'UPDATE entry SET place = "new";';
const INDEX = 'DEFINE INDEX by_place ON entry FIELDS place;';

async function migrated(...steps) {
  const db = new Surreal({ engines: createNodeEngines() });
  await db.connect('mem://');
  await db.use({ namespace: 'one', database: 'one' });
  await db.query('DEFINE TABLE entry; CREATE entry:1 SET place = "old";');
  for (const step of steps) await db.query(`BEGIN; ${step} COMMIT;`);
  const found = async (rest) => {
    const [rows] = await db.query(`SELECT place FROM entry ${rest}`);
    return rows.map(({ place }) => place).join() || 'nothing';
  };
  const seen = [
    await found('WHERE place = "new"'),
    await found('WITH NOINDEX WHERE place = "new"'),
    await found('WHERE place = "old"'),
  ];
  await db.close();
  return seen.join(' | ');
}

console.log('one transaction:', await migrated(UPDATE + INDEX));
console.log('two transactions:', await migrated(UPDATE, INDEX));
process.exit(0);
JS
seen=$(node index.mjs)
printf '%s\n' "$seen"
expected='one transaction: nothing | new | new
two transactions: new | new | nothing'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
