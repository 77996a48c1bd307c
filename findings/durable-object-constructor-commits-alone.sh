#!/usr/bin/env bash
# What the constructor of a Durable Object writes is a transaction of its own, though nothing is awaited before its first method writes.
#
# Packages: wrangler 4.164.0 with its workerd. Input: two classes with the same table and the same first row, asked once each. One makes
#   the table in its constructor, as the usual examples do, the other in the method, before the row.
# Expected: as many commits for both: writes without an `await` between them are submitted together.
# Seen: three commits in the write-ahead log of the first and two in that of the second, of which each has one of the tool itself.
# Why it matters: a new object of the first kind syncs once more before its first answer, and a failure between the two leaves tables
#   without the row. Tables that are made with the first statement come with it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm pkg set type=module >/dev/null
npm install --silent --no-audit --no-fund wrangler@4.164.0 >/dev/null

cat >worker.js <<'JS'
import { DurableObject } from 'cloudflare:workers';

const TABLE = 'create table if not exists word(text text)';
const ROW = "insert into word values ('a')";

export class InConstructor extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    ctx.storage.sql.exec(TABLE);
  }
  add() {
    this.ctx.storage.sql.exec(ROW);
  }
}

export class InMethod extends DurableObject {
  add() {
    this.ctx.storage.sql.exec(TABLE);
    this.ctx.storage.sql.exec(ROW);
  }
}

export default {
  async fetch(_, { CONSTRUCTOR, METHOD }) {
    await CONSTRUCTOR.getByName('a').add();
    await METHOD.getByName('a').add();
    return new Response('added');
  },
};
JS
cat >wrangler.toml <<'TOML'
name = "commits"
main = "worker.js"
compatibility_date = "2026-11-02"
[[durable_objects.bindings]]
name = "CONSTRUCTOR"
class_name = "InConstructor"
[[durable_objects.bindings]]
name = "METHOD"
class_name = "InMethod"
[[migrations]]
tag = "v1"
new_sqlite_classes = ["InConstructor", "InMethod"]
TOML
cat >run.mjs <<'JS'
import { readdirSync, readFileSync } from 'node:fs';
import { unstable_startWorker } from 'wrangler';
const worker = await unstable_startWorker({
  config: './wrangler.toml',
  dev: { server: { port: 0 }, inspector: false, logLevel: 'none', persist: './stored' },
});
await (await worker.fetch('http://localhost/')).text();
/** Commits in a write-ahead log: frames that name the size of the database, after a header of 32 bytes. */
function commitsIn(log) {
  const page = log.readUInt32BE(8);
  let commits = 0;
  for (let at = 32; at + 24 + page <= log.length; at += 24 + page) {
    const ofThisLog = log.subarray(at + 8, at + 16).equals(log.subarray(16, 24));
    if (ofThisLog && log.readUInt32BE(at + 4) > 0) commits += 1;
  }
  return commits;
}
const logs = readdirSync('stored', { recursive: true }).filter((name) => /\/[0-9a-f]{64}\.sqlite-wal$/.test(name));
for (const name of ['InConstructor', 'InMethod']) {
  const log = logs.find((each) => each.includes(name));
  console.log(`table made in ${name}: ${commitsIn(readFileSync(`stored/${log}`))} commits`);
}
await worker.dispose();
JS
seen=$(node run.mjs | grep commits)
printf '%s\n' "$seen"
expected='table made in InConstructor: 3 commits
table made in InMethod: 2 commits'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
