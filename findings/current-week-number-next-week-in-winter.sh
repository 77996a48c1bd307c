#!/usr/bin/env bash
# current-week-number gives the number of the next week all winter in Sydney, Auckland and Santiago.
#
# Packages: current-week-number 1.0.7. Input: Mondays of 2026 at noon in five time zones, and two of 2014 in Moscow, which set
#   its clocks back for good that October. The weeks of ISO 8601, counted in days of the calendar, to compare.
# Expected: the week is a matter of the date alone, so it is the same in all zones. Its source names ISO 8601.
# Seen: the milliseconds since the first Thursday of the year are divided by those of a week and rounded up. If the clocks
#   have been set back since January, that is an hour more than whole weeks, and a whole week more. In the north they are set
#   forward first, so that it shows there only if they stay back, as in Moscow.
# Why it matters: hours are put into the week after, and at a change of the clocks a week is missing or there twice; tests
#   that run in UTC or in Europe are green. Count in days, or with `Date.UTC`.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund current-week-number@1.0.7 >/dev/null

cat >run.cjs <<'JS'
const week = require('current-week-number');

function iso(date) {
  const thursday = new Date(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate() + 3 - ((date.getDay() + 6) % 7)));
  return 1 + Math.floor((thursday - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / 86_400_000 / 7);
}
const mondays = process.argv.slice(2).map((day) => {
  const date = new Date(`${day}T12:00:00`);
  return `${day} ${week(date)}${week(date) === iso(date) ? '' : ` for ${iso(date)}`}`;
});
console.log(`${process.env.TZ}: ${mondays.join(', ')}`);
JS
seen=$(
  for zone in UTC Europe/Berlin Australia/Sydney Pacific/Auckland America/Santiago; do
    TZ=$zone node run.cjs 2026-03-30 2026-04-06 2026-07-06 2026-09-28 2026-10-05
  done
  TZ=Europe/Moscow node run.cjs 2014-10-20 2014-10-27
)
printf '%s\n' "$seen"
expected='UTC: 2026-03-30 14, 2026-04-06 15, 2026-07-06 28, 2026-09-28 40, 2026-10-05 41
Europe/Berlin: 2026-03-30 14, 2026-04-06 15, 2026-07-06 28, 2026-09-28 40, 2026-10-05 41
Australia/Sydney: 2026-03-30 14, 2026-04-06 16 for 15, 2026-07-06 29 for 28, 2026-09-28 41 for 40, 2026-10-05 41
Pacific/Auckland: 2026-03-30 14, 2026-04-06 16 for 15, 2026-07-06 29 for 28, 2026-09-28 40, 2026-10-05 41
America/Santiago: 2026-03-30 14, 2026-04-06 16 for 15, 2026-07-06 29 for 28, 2026-09-28 40, 2026-10-05 41
Europe/Moscow: 2014-10-20 43, 2014-10-27 45 for 44'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
