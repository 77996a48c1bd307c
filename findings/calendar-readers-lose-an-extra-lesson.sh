#!/usr/bin/env bash
# An extra lesson of a calendar is not there for node-ical; ical.js has it, and leaves out the first one or counts one twice.
#
# Packages: node-ical 0.27.2 and ical.js 2.2.1, each with its own function for the occurrences of an event. Input: events with
#   RDATE, which adds days: a weekly course with one lesson more, lessons on chosen days without a rule, and a course whose
#   extra day is one of its own days; a course with one lesson less to compare.
# Expected: the start is the first occurrence, RDATE adds to what the rule gives, and what is given twice counts once (RFC 5545,
#   3.8.5.2 and 3.8.5.3).
# Seen: node-ical leaves RDATE out, so that lessons on chosen days are a single one; ical.js takes the start only if there is a
#   rule, and gives a day twice if rule and RDATE both name it. No error; EXDATE, which takes days out, is right in both.
# Why it matters: who looks for free time finds it in a lesson, and hours are one too few or too many. Add the start and the
#   dates of RDATE by hand, each once.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund node-ical@0.27.2 ical.js@2.2.1 >/dev/null

cat >run.mjs <<'JS'
import ICAL from 'ical.js';
import ical from 'node-ical';

const ways = {
  'node-ical': (file) => {
    const [event] = Object.values(ical.sync.parseICS(file)).filter(({ type }) => type === 'VEVENT');
    const all = { from: new Date('2026-01-01'), to: new Date('2026-12-31') };
    return ical.expandRecurringEvent(event, all).map(({ start }) => start.toISOString());
  },
  'ical.js': (file) => {
    const event = new ICAL.Event(new ICAL.Component(ICAL.parse(file)).getFirstSubcomponent('vevent'));
    const days = event.iterator();
    return Array.from({ length: 6 }, () => days.next()?.toString()).filter(Boolean);
  },
};
const events = {
  'one lesson more': ['RRULE:FREQ=WEEKLY;COUNT=3', 'RDATE:20260121T090000Z'],
  'chosen days': ['RDATE:20260107T090000Z,20260113T090000Z'],
  'a day of its own': ['RRULE:FREQ=WEEKLY;COUNT=3', 'RDATE:20260112T090000Z'],
  'one lesson less': ['RRULE:FREQ=WEEKLY;COUNT=3', 'EXDATE:20260112T090000Z'],
};
for (const [name, lines] of Object.entries(events)) {
  const head = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//sample//EN', 'BEGIN:VEVENT', 'UID:1', 'DTSTAMP:20260101T000000Z'];
  const time = ['DTSTART:20260105T090000Z', 'DURATION:PT1H'];
  const file = [...head, ...time, ...lines, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n');
  for (const [way, read] of Object.entries(ways)) {
    console.log(`${name}, ${way}:`, read(file).map((start) => start.slice(5, 10)).join(' '));
  }
}
JS
seen=$(TZ=UTC node run.mjs)
printf '%s\n' "$seen"
expected='one lesson more, node-ical: 01-05 01-12 01-19
one lesson more, ical.js: 01-05 01-12 01-19 01-21
chosen days, node-ical: 01-05
chosen days, ical.js: 01-07 01-13
a day of its own, node-ical: 01-05 01-12 01-19
a day of its own, ical.js: 01-05 01-12 01-12 01-19
one lesson less, node-ical: 01-05 01-19
one lesson less, ical.js: 01-05 01-19'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
