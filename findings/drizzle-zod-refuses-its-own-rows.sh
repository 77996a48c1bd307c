#!/usr/bin/env bash
# The schemas that are made of a Drizzle table refuse rows that the table holds: a `real` is cut at 1.4e14, or at 8,388,607.
#
# Packages: drizzle-orm 0.45.4 with drizzle-zod 0.8.3 and zod 4.6.7, and sql.js 1.14.1 as the database, SQLite as D1 is.
#   Input: a time in microseconds, as a trace has it, in a `real` of SQLite, written and read with Drizzle; and ten million in a
#   `real` of Postgres and in a `float` of MySQL.
# Expected: the schema takes what the column takes: eight bytes of floating point up to 1.8e308, and four up to 3.4e38; both
#   hold these numbers exactly.
# Seen: the bounds are those of whole numbers of 48 and 24 bits, in the schema for reading too, so that the row which came back
#   is refused. The siblings for Valibot, TypeBox and ArkType have the same bounds. An `integer` is cut where it should be.
# Why it matters: sums and times are small in tests and grow; one day the form, or the answer of a tool that is checked by this
#   schema, is refused for one row. Give such columns a schema of your own as the second argument.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund drizzle-orm@0.45.4 drizzle-zod@0.8.3 zod@4.6.7 sql.js@1.14.1 >/dev/null

cat >run.mjs <<'JS'
import { float, mysqlTable } from 'drizzle-orm/mysql-core';
import { pgTable, real as pgReal } from 'drizzle-orm/pg-core';
import { drizzle } from 'drizzle-orm/sql-js';
import { integer, real, sqliteTable } from 'drizzle-orm/sqlite-core';
import { createInsertSchema, createSelectSchema } from 'drizzle-zod';
import initSqlJs from 'sql.js';

const { Database } = await initSqlJs();
const database = new Database();
database.run('create table spans (id integer primary key, began real not null)');
const spans = sqliteTable('spans', { id: integer().primaryKey(), began: real().notNull() });
const db = drizzle(database);
const row = { id: 1, began: 1_764_496_800_000_000 };
db.insert(spans).values(row).run();
const [back] = db.select().from(spans).all();

const says = (schema, value) => {
  const { success, error } = schema.safeParse(value);
  return success ? 'taken' : error.issues[0].message;
};
console.log('SQLite holds', back.began);
console.log('  to write:', says(createInsertSchema(spans), row));
console.log('  as read:', says(createSelectSchema(spans), back));
const totals = { Postgres: pgTable('totals', { sum: pgReal().notNull() }), MySQL: mysqlTable('totals', { sum: float().notNull() }) };
for (const [name, table] of Object.entries(totals)) {
  for (const sum of [8_388_607, 10_000_000]) console.log(`${name}, ${sum}:`, says(createSelectSchema(table), { sum }));
}
const counts = sqliteTable('counts', { id: integer().primaryKey(), n: integer().notNull() });
console.log('an integer of 2^53 - 1:', says(createSelectSchema(counts), { id: 1, n: Number.MAX_SAFE_INTEGER }));
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='SQLite holds 1764496800000000
  to write: Too big: expected number to be <=140737488355327
  as read: Too big: expected number to be <=140737488355327
Postgres, 8388607: taken
Postgres, 10000000: Too big: expected number to be <=8388607
MySQL, 8388607: taken
MySQL, 10000000: Too big: expected number to be <=8388607
an integer of 2^53 - 1: taken'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
