#!/usr/bin/env bash
# ical.js repeats an event of one ISO week a year in every week, and puts a 29 February of other years on 1 March.
#
# Packages: ical.js 2.2.1, with rrule-temporal 2.2.8 to compare. Input: rules of RFC 5545 with a start that fits them: Mondays
#   of week 20, which is an example of the RFC (3.8.5.3), and of week 53; the last of three days of a week; a 29 February.
# Expected: BYWEEKNO names weeks of ISO 8601, BYSETPOS takes one of a week's days as of a month's, and a day that does not exist
#   is left out (3.3.10). The first occurrence is the start.
# Seen: with BYDAY the number of the week is not looked at, and the start itself is left out; BYSETPOS says nothing in a week;
#   29 February is on 1 March for three years. No error, though some parts that do not go together are refused.
# Why it matters: a yearly review fills the calendar, and free time that is computed from it is gone. Rules that other programs
#   write go to another expander, or are refused if they have one of these parts.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ical.js@2.2.1 rrule-temporal@2.2.8 >/dev/null

cat >run.mjs <<'JS'
import ICAL from 'ical.js';
import { RRuleTemporal } from 'rrule-temporal';

const count = 4;
const ways = {
  'ical.js': (day, rule) => {
    const days = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromString(`${day}T09:00:00Z`));
    return Array.from({ length: count }, () => days.next().toJSDate().toISOString());
  },
  'rrule-temporal': (day, rule) => {
    const rruleString = `DTSTART:${day.replaceAll('-', '')}T090000Z\nRRULE:${rule}`;
    return new RRuleTemporal({ rruleString }).all((_each, index) => index < count).map((each) => each.toInstant().toString());
  },
};
const rules = {
  'week 20': ['1997-05-12', 'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO'],
  'week 53': ['2026-12-28', 'FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO'],
  'last of a week': ['2026-09-04', 'FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=-1'],
  '29 February': ['2024-02-29', 'FREQ=YEARLY'],
};
for (const [name, [day, rule]] of Object.entries(rules)) {
  for (const [way, read] of Object.entries(ways)) {
    console.log(`${name}, ${way}:`, read(day, rule).map((each) => each.slice(0, 10)).join(' '));
  }
}
JS
seen=$(TZ=UTC node run.mjs)
printf '%s\n' "$seen"
expected='week 20, ical.js: 1997-05-19 1997-05-26 1997-06-02 1997-06-09
week 20, rrule-temporal: 1997-05-12 1998-05-11 1999-05-17 2000-05-15
week 53, ical.js: 2027-01-04 2027-01-11 2027-01-18 2027-01-25
week 53, rrule-temporal: 2026-12-28 2032-12-27 2037-12-28 2043-12-28
last of a week, ical.js: 2026-09-04 2026-09-07 2026-09-09 2026-09-11
last of a week, rrule-temporal: 2026-09-04 2026-09-11 2026-09-18 2026-09-25
29 February, ical.js: 2024-02-29 2025-03-01 2026-03-01 2027-03-01
29 February, rrule-temporal: 2024-02-29 2028-02-29 2032-02-29 2036-02-29'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
