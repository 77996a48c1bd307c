#!/usr/bin/env bash
# `ics` writes a lesson of an hour and a half that lasts one hour or none, and an invitation from which a guest is gone.
#
# Packages: ics 3.12.0 as the writer, ical.js 2.2.1 and node-ical 0.27.2 as readers. Input: lessons of 1.5 hours and of 90
#   minutes with a reminder as long before, a subject with a comma, and a guest whose name has a part in quotation marks.
# Expected: what was put in, or an error, as there is for a wrong month. A duration of a calendar has whole numbers only (RFC
#   5545, 3.3.6), a comma within a text is escaped (3.3.11), in categories too (3.8.1.2), and a value of a parameter has no
#   quotation mark (3.2), for which there is "^'" (RFC 6868, 3).
# Seen: "PT1.5H", of which one reader takes the hour and the other nothing; a comma is escaped in titles and places, not in
#   categories; and `\"` in a name, at which one reader ends the name and the other leaves the line out.
# Why it matters: the next lesson is put into the half hour that looks free, the reminder comes late, and who was invited is not
#   in the list. The file is taken by all without an error. Give minutes, and names without quotation marks.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ics@3.12.0 ical.js@2.2.1 node-ical@0.27.2 >/dev/null

cat >run.mjs <<'JS'
import ICAL from 'ical.js';
import ics from 'ics';
import ical from 'node-ical';

const readers = {
  'ical.js': (file) => {
    const lesson = new ICAL.Component(ICAL.parse(file)).getFirstSubcomponent('vevent');
    const { startDate, endDate, attendees } = new ICAL.Event(lesson);
    return {
      minutes: endDate.subtractDate(startDate).toSeconds() / 60,
      reminder: String(lesson.getFirstSubcomponent('valarm').getFirstPropertyValue('trigger')),
      subjects: lesson.getFirstProperty('categories').getValues(),
      guests: attendees.map((guest) => guest.getParameter('cn')),
    };
  },
  'node-ical': (file) => {
    const lesson = Object.values(ical.sync.parseICS(file)).find(({ type }) => type === 'VEVENT');
    return {
      minutes: (lesson.end - lesson.start) / 60_000,
      reminder: lesson.alarms[0].trigger,
      subjects: lesson.categories,
      guests: [lesson.attendee ?? []].flat().map(({ params }) => params.CN),
    };
  },
};
const guests = [{ name: 'Anna', email: 'anna@example.com' }, { name: 'Boris "Bob" Li', email: 'bob@example.com' }];
for (const length of [{ minutes: 90 }, { hours: 1.5 }]) {
  const alarms = [{ action: 'display', description: 'Lesson', trigger: { ...length, before: true } }];
  const about = { title: 'Plan, do', categories: ['Reading, writing'], attendees: guests, alarms };
  const { error, value } = ics.createEvent({ start: [2026, 3, 2, 9, 30], startInputType: 'utc', duration: length, ...about });
  if (error) throw error;
  for (const [name, read] of Object.entries(readers)) {
    const { minutes, reminder, subjects, guests: invited } = read(value);
    console.log(`${JSON.stringify(length)}, ${name}: ${minutes} minutes, reminder ${reminder}`);
    console.log(`  subjects: ${subjects.join(' | ')}; guests: ${invited.join(' | ')}`);
  }
}
JS
seen=$(TZ=UTC node run.mjs 2>/dev/null)
printf '%s\n' "$seen"
expected='{"minutes":90}, ical.js: 90 minutes, reminder -PT90M
  subjects: Reading |  writing; guests: Anna | Boris \
{"minutes":90}, node-ical: 90 minutes, reminder -PT90M
  subjects: Reading | writing; guests: Anna
{"hours":1.5}, ical.js: 60 minutes, reminder -PT1H
  subjects: Reading |  writing; guests: Anna | Boris \
{"hours":1.5}, node-ical: 0 minutes, reminder -PT1.5H
  subjects: Reading | writing; guests: Anna'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
