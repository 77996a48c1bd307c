#!/usr/bin/env bash
# Whoever asks the SDK of Bitrix24 for the leads after the last one that he has gets all leads of the portal.
#
# Packages: @bitrix24/b24jssdk 2.2.0. Input: a portal with 120 leads, simulated in the HTTP client that the SDK gives out, and
#   the condition "ID greater than 100", as its page on filters has it for an id, and "ID at least 101", which is the same here.
# Expected: the 20 leads both times, in each of the ways to ask: one call, the list as a whole, the list page by page. Their
#   page says that `start` and `order` are the lists' own, and tells to use `filter`.
# Seen: both lists put their own condition, "ID greater than the last one read", under the same key, and begin with 0. The
#   condition of the caller is gone before the first request, without a warning. Under any other key it holds.
# Why it matters: this is how new records are fetched each night. All old ones come again: their tasks are made twice, letters
#   are sent twice, and the fetch grows with the portal. Write ">=ID" and the next number, and look at what comes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @bitrix24/b24jssdk@2.2.0 >/dev/null

cat >run.mjs <<'JS'
import { ApiVersion, B24Hook } from '@bitrix24/b24jssdk';

const leads = Array.from({ length: 120 }, (_, index) => ({ ID: String(index + 1) }));
const holds = { '>ID': (id, limit) => id > limit, '>=ID': (id, limit) => id >= limit };
const time = { start: 1, finish: 1, duration: 0, processing: 0, operating: 0 };
const asked = [];
const portal = async (config) => {
  const { filter } = JSON.parse(config.data);
  asked.push(JSON.stringify(filter));
  const rows = leads.filter(({ ID }) => Object.entries(filter).every(([key, limit]) => holds[key](Number(ID), Number(limit))));
  const data = { result: rows.slice(0, 50), total: rows.length, time };
  return { config, data, headers: {}, status: 200, statusText: 'OK' };
};
const b24 = new B24Hook({ b24Url: 'https://portal.example', userId: 1, secret: 'secret' });
b24.getHttpClient(ApiVersion.v2).ajaxClient.defaults.adapter = portal;

const { call, callList, fetchList } = b24.actions.v2;
const ways = {
  call: async (options) => (await call.make(options)).getData().result,
  callList: async (options) => (await callList.make(options)).getData(),
  fetchList: async (options) => {
    const rows = [];
    for await (const page of fetchList.make(options)) rows.push(...page);
    return rows;
  },
};
for (const filter of [{ '>ID': 100 }, { '>=ID': 101 }]) {
  for (const [way, read] of Object.entries(ways)) {
    asked.length = 0;
    const rows = await read({ method: 'crm.lead.list', params: { filter, select: ['ID'] } });
    console.log(`${JSON.stringify(filter)}, ${way}: ${rows.length} from ${rows[0].ID}, asked for ${asked.join(' ')}`);
  }
}
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected=$(cat <<'TEXT'
{">ID":100}, call: 20 from 101, asked for {">ID":100}
{">ID":100}, callList: 120 from 1, asked for {">ID":0} {">ID":50} {">ID":100}
{">ID":100}, fetchList: 120 from 1, asked for {">ID":0} {">ID":50} {">ID":100}
{">=ID":101}, call: 20 from 101, asked for {">=ID":101}
{">=ID":101}, callList: 20 from 101, asked for {">=ID":101,">ID":0}
{">=ID":101}, fetchList: 20 from 101, asked for {">=ID":101,">ID":0}
TEXT
)
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
