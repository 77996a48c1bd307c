#!/usr/bin/env bash
# In date-holidays a Russian holiday on a weekend gives a day off if it is 8 March and a Sunday, and otherwise does not.
#
# Packages: date-holidays 3.37.0. Input: four Mondays after holidays on a weekend: 8 March 2026 (a Sunday), 9 May 2026,
#   4 November 2023 and 4 November 2028 (Saturdays); and 13 June 2022, after a Sunday of the same kind.
# Expected: a day off each time: a holiday that falls on a day off, but for those of January, moves that day off to the next
#   working day (Labour Code of the Russian Federation, article 112); the calendars of 2022, 2023 and 2026 have these Mondays.
# Seen: the rule for 8 March moves from Sundays, the rules of the others move nothing; the year 2022 alone has its moved days
#   written down, so a test with that year is right.
# Why it matters: a deadline or a lesson is set for a day on which nobody works, and norms of hours are too high by a day. For
#   Russia take the yearly calendar of the government, or move days off by the law's own rule.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund date-holidays@3.37.0 >/dev/null

cat >run.mjs <<'JS'
import Holidays from 'date-holidays';

const russia = new Holidays('RU', { timezone: 'Europe/Moscow' });
for (const [holiday, monday] of Object.entries({
  '2022-06-12': '2022-06-13',
  '2026-03-08': '2026-03-09',
  '2026-05-09': '2026-05-11',
  '2023-11-04': '2023-11-06',
  '2028-11-04': '2028-11-06',
})) {
  const [first, moved] = [holiday, monday].map((day) => russia.isHoliday(new Date(`${day}T12:00:00+03:00`)) !== false);
  console.log(`${holiday}: ${first ? 'a holiday' : 'not known'}, ${monday}: ${moved ? 'a day off' : 'a working day'}`);
}
JS
seen=$(TZ=UTC node run.mjs)
printf '%s\n' "$seen"
expected='2022-06-12: a holiday, 2022-06-13: a day off
2026-03-08: a holiday, 2026-03-09: a day off
2026-05-09: a holiday, 2026-05-11: a working day
2023-11-04: a holiday, 2023-11-06: a working day
2028-11-04: a holiday, 2028-11-06: a working day'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
