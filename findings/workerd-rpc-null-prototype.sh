#!/usr/bin/env bash
# A message to a Durable Object refuses an object without a prototype, which `structuredClone` of the same runtime takes.
#
# Packages: wrangler 4.164.0 with its workerd. Input: `{ text: 'a' }` and the same members in `Object.create(null)`, sent as the
#   argument of a method of a Durable Object, and given to `structuredClone` in the same Worker.
# Expected: a method takes what `structuredClone` of the same runtime takes: plain members, no methods.
# Seen: `structuredClone` takes both; the method takes the first and throws DataCloneError for the second.
# Why it matters: the named groups of a regular expression are such an object, so what was matched cannot be sent as it is.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm pkg set type=module >/dev/null
npm install --silent --no-audit --no-fund wrangler@4.164.0 >/dev/null

cat >worker.js <<'JS'
import { DurableObject } from 'cloudflare:workers';

export class Echo extends DurableObject {
  echo(value) {
    return value;
  }
}

export default {
  async fetch(_, env) {
    const inputs = {
      ordinary: { text: 'a' },
      'without a prototype': Object.assign(Object.create(null), { text: 'a' }),
      'groups of a match': /(?<text>a)/.exec('a').groups,
    };
    const lines = [];
    for (const [name, value] of Object.entries(inputs)) {
      const cloned = JSON.stringify(structuredClone(value));
      const sent = await env.ECHO.get(env.ECHO.idFromName('a')).echo(value).then(JSON.stringify, ({ name }) => name);
      lines.push(`${name}: clone ${cloned}, method ${sent}`);
    }
    return new Response(lines.join('\n'));
  },
};
JS
cat >wrangler.toml <<'TOML'
name = "prototype"
main = "worker.js"
compatibility_date = "2026-11-02"
[[durable_objects.bindings]]
name = "ECHO"
class_name = "Echo"
[[migrations]]
tag = "v1"
new_sqlite_classes = ["Echo"]
TOML
cat >run.mjs <<'JS'
import { unstable_startWorker } from 'wrangler';
const worker = await unstable_startWorker({ config: './wrangler.toml', dev: { server: { port: 0 }, inspector: false, logLevel: 'none' } });
console.log(await (await worker.fetch('http://localhost/')).text());
await worker.dispose();
JS
seen=$(node run.mjs | grep clone)
printf '%s\n' "$seen"
expected='ordinary: clone {"text":"a"}, method {"text":"a"}
without a prototype: clone {"text":"a"}, method DataCloneError
groups of a match: clone {"text":"a"}, method DataCloneError'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
