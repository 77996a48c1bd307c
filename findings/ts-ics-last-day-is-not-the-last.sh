#!/usr/bin/env bash
# ts-ics puts an event of "the last day of each month" on the day before it, and makes a count of working days too short.
#
# Packages: ts-ics 2.4.6, with rrule 2.8.1 and ical.js 2.2.1 to compare. Input: rules of RFC 5545 for the last day of a month,
#   its last working day, six working days, and the 31st of "each month", all from one morning in UTC.
# Expected: the days of the other two, which agree: -1 is the last one, COUNT counts occurrences, a day that a month does not
#   have is left out.
# Seen: BYMONTHDAY=-1 goes to `setDate` of date-fns, where 0 is the last day of the month before and -1 the one before that;
#   BYSETPOS=-1 is off by one; COUNT cuts before the days of the weekend are left out, so six are five; a month without a 31st
#   is not left out, and all later ones have its last day.
# Why it matters: a monthly report or meeting stands in the calendar one day early, and a course of six working days ends after
#   five. Nothing is thrown, and most other rules are right, so that a test of another rule says nothing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ts-ics@2.4.6 rrule@2.8.1 ical.js@2.2.1 >/dev/null

cat >run.mjs <<'JS'
import ICAL from 'ical.js';
import rrule from 'rrule';
import { convertIcsRecurrenceRule, extendByRecurrenceRule } from 'ts-ics';

const start = new Date('2026-08-31T07:00:00Z');
const end = new Date('2027-08-31T07:00:00Z');
const ways = {
  'ts-ics': (rule) => extendByRecurrenceRule(convertIcsRecurrenceRule(undefined, { value: rule }), { start, end }),
  rrule: (rule) => rrule.rrulestr(`DTSTART:20260831T070000Z\nRRULE:${rule}`).all(),
  'ical.js': (rule) => {
    const days = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromString('2026-08-31T07:00:00Z'));
    return Array.from({ length: 6 }, () => days.next()?.toJSDate()).filter(Boolean);
  },
};
const rules = {
  'last day': 'FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=4',
  'last working day': 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=4',
  'six working days': 'FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;COUNT=6',
  'the 31st': 'FREQ=MONTHLY;COUNT=4',
};
for (const [name, rule] of Object.entries(rules)) {
  for (const [way, read] of Object.entries(ways)) {
    console.log(`${name}, ${way}:`, read(rule).map((day) => day.toISOString().slice(5, 10)).join(' '));
  }
}
JS
seen=$(TZ=UTC node run.mjs)
printf '%s\n' "$seen"
expected='last day, ts-ics: 09-29 10-30 11-29 12-30
last day, rrule: 08-31 09-30 10-31 11-30
last day, ical.js: 08-31 09-30 10-31 11-30
last working day, ts-ics: 09-29 10-29 11-27 12-30
last working day, rrule: 08-31 09-30 10-30 11-30
last working day, ical.js: 08-31 09-30 10-30 11-30
six working days, ts-ics: 08-31 09-01 09-02 09-03 09-04
six working days, rrule: 08-31 09-01 09-02 09-03 09-04 09-07
six working days, ical.js: 08-31 09-01 09-02 09-03 09-04 09-07
the 31st, ts-ics: 08-31 09-30 10-30 11-30
the 31st, rrule: 08-31 10-31 12-31 01-31
the 31st, ical.js: 08-31 10-31 12-31 01-31'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
