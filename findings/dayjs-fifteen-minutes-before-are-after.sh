#!/usr/bin/env bash
# The reminder of a lesson, a quarter of an hour before it, comes a quarter of an hour after it if Day.js reads it.
#
# Packages: dayjs 1.11.23 with its plugin `duration`, ical.js 2.2.1 to read the calendar, and moment 2.30.1 to compare, whose
#   interface Day.js has. Input: a reminder of a calendar (`TRIGGER:-PT15M`), what Day.js itself writes of a length below zero,
#   and lengths with a decimal comma.
# Expected: minus 15 minutes (RFC 5545, 3.3.6 and 3.8.6.3), what was written, and the whole length: ISO 8601 takes a comma or a
#   full stop for decimals and prefers the comma.
# Seen: the expression of Day.js has a place for the sign and one for a comma in each part; the sign is then left out, and a
#   part with a comma is not a number, for which 0 is taken. `add` moves the time forward, and 1,5 hours are nothing.
# Why it matters: nothing is thrown, lengths above zero and with a full stop are right, and moment, from which programs move to
#   it, is right in all. Look for a leading minus, and write a full stop, before a length is given to it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund dayjs@1.11.23 ical.js@2.2.1 moment@2.30.1 >/dev/null

cat >run.mjs <<'JS'
import dayjs from 'dayjs';
import durations from 'dayjs/plugin/duration.js';
import ICAL from 'ical.js';
import moment from 'moment';

dayjs.extend(durations);
const alarm = ['BEGIN:VALARM', 'ACTION:DISPLAY', 'DESCRIPTION:Lesson', 'TRIGGER:-PT15M', 'END:VALARM'];
const event = ['BEGIN:VEVENT', 'UID:1', 'DTSTAMP:20260301T000000Z', 'DTSTART:20260302T093000Z', ...alarm, 'END:VEVENT'];
const calendar = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//sample//EN', ...event, 'END:VCALENDAR', ''].join('\r\n');
const lesson = new ICAL.Component(ICAL.parse(calendar)).getFirstSubcomponent('vevent');
const start = lesson.getFirstPropertyValue('dtstart').toJSDate();
const before = lesson.getFirstSubcomponent('valarm').getFirstPropertyValue('trigger').toString();
for (const [name, library] of Object.entries({ dayjs, moment })) {
  const at = library(start).add(library.duration(before)).toISOString();
  console.log(`${before} of a lesson at 09:30, ${name}: ${at.slice(11, 16)}`);
}

const written = [-90, -1440].map((minutes) => dayjs.duration(minutes, 'minutes').toISOString());
for (const text of [...written, 'PT1.5H', 'PT1,5H', 'PT1H30,5M', 'P0,5D']) {
  const minutes = [dayjs, moment].map(({ duration }) => duration(text).asMinutes());
  console.log(`${text} in minutes: ${minutes[0]}, moment: ${minutes[1]}`);
}
JS
seen=$(TZ=UTC node run.mjs)
printf '%s\n' "$seen"
expected='-PT15M of a lesson at 09:30, dayjs: 09:45
-PT15M of a lesson at 09:30, moment: 09:15
-PT1H30M in minutes: 90, moment: -90
-P1D in minutes: 1440, moment: -1440
PT1.5H in minutes: 90, moment: 90
PT1,5H in minutes: 0, moment: 90
PT1H30,5M in minutes: 60, moment: 90.5
P0,5D in minutes: 0, moment: 720'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
