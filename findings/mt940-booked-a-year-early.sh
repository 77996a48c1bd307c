#!/usr/bin/env bash
# Three parsers of bank statements book a payment of the New Year's days a year early or nearly a year late.
#
# Packages: mt940js 1.3.5, mt940-js 1.0.0 (with tslib 2.9.1, which it does not bring along) and @centrapay/swift-parser 1.0.1.
#   Input: one MT940 statement from 30 December 2025 to 2 January 2026 with two payments: of value in December and booked in
#   January, and the reverse.
# Expected: the days between the two balances of the statement. In field 61 the value date has a year and the entry date, which
#   is when the account was booked, has none (SWIFT, MT 940, subfields 1 and 2), so it is the nearest such day.
# Seen: all take the year of the value date: 2 January 2025, before the statement begins, and 31 December 2026, eleven
#   months after it ends. No error; the sums are right.
# Why it matters: payments of the holidays are filed under another year, and "paid by" looks met or missed by a year. Take the
#   year that puts the entry date within half a year of the value date.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund mt940js@1.3.5 mt940-js@1.0.0 tslib@2.9.1 @centrapay/swift-parser@1.0.1 >/dev/null

cat >run.cjs <<'JS'
const centrapay = require('@centrapay/swift-parser');
const promised = require('mt940-js');
const { Parser } = require('mt940js');

const lines = [
  ':20:SAMPLE',
  ':25:00000000/0000000000',
  ':28C:1/1',
  ':60F:C251230EUR1000,00',
  ':61:2512300102D25,50NTRFNONREF',
  ':86:valued in December',
  ':61:2601021231C10,50NTRFNONREF',
  ':86:valued in January',
  ':62F:C260102EUR985,00',
  '-',
  '',
];
const data = lines.join('\r\n');
const day = (date) => (typeof date === 'string' ? date : date.toISOString().slice(0, 10));

async function main() {
  const read = {
    mt940js: new Parser().parse(data),
    'mt940-js': await promised.read(Buffer.from(data)),
    centrapay: centrapay.parse({ type: 'mt940', data, validate: true }),
  };
  for (const [name, [{ transactions }]] of Object.entries(read)) {
    const days = transactions.map((each) => `${day(each.valueDate ?? each.date)} booked ${day(each.entryDate)}`);
    console.log(`${name}: ${days.join(', ')}`);
  }
}
main();
JS
seen=$(node run.cjs)
printf '%s\n' "$seen"
expected='mt940js: 2025-12-30 booked 2025-01-02, 2026-01-02 booked 2026-12-31
mt940-js: 2025-12-30 booked 2025-01-02, 2026-01-02 booked 2026-12-31
centrapay: 2025-12-30 booked 2025-01-02, 2026-01-02 booked 2026-12-31'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
