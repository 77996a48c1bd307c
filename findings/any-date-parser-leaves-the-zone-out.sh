#!/usr/bin/env bash
# any-date-parser leaves the zone out of a time without seconds, and takes the 7th day of week 9 for 7 September.
#
# Packages: any-date-parser 2.2.4, with luxon 3.7.2 and temporal-polyfill 1.0.8 to write. Input: Sunday, 1 March 2026, 10:30 in
#   Moscow as the two write it, with and without seconds, with the name of the zone and as a week date; an offset in hours, and
#   the midnight that ends 28 February; read in UTC, and the week date in two languages.
# Expected: 07:30 UTC, and that Sunday, or `invalid`, as there is for the basic form. ISO 8601 lets seconds be left out, writes
#   an offset in hours too, has week dates, and 24:00 is the end of a day; RFC 9557 has the zone in brackets.
# Seen: what fits none of its forms is looked through for parts one by one, and an offset is none of these parts: the local time
#   is taken as it stands, "+03" for 30 milliseconds, week and day for month and day in the order of the language, and 24:00
#   for the morning of that day. All are valid dates. The README lists "timezone offsets", and the look-through as "Fuzzy".
# Why it matters: with seconds it is right, so that a test passes; a reminder that is set by another program comes hours late,
#   and a plan by weeks lands in other months. Read ISO 8601 with Temporal, and give this parser only what a person has typed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund any-date-parser@2.2.4 luxon@3.7.2 temporal-polyfill@1.0.8 >/dev/null

cat >run.mjs <<'JS'
import parser from 'any-date-parser';
import { DateTime } from 'luxon';
import { Temporal } from 'temporal-polyfill';

const short = { suppressMilliseconds: true, suppressSeconds: true };
const time = DateTime.fromISO('2026-03-01T10:30:00+03:00', { zone: 'Europe/Moscow' });
const inMoscow = Temporal.Instant.from(time.toISO()).toZonedDateTimeISO('Europe/Moscow');
const texts = {
  'luxon, with seconds': [time.toISO({ suppressMilliseconds: true })],
  'luxon, without seconds': [time.toISO(short)],
  'luxon, basic': [time.toISO({ ...short, format: 'basic' })],
  'luxon, week date': [time.toISOWeekDate(), time.toISOWeekDate()],
  'Temporal, with the zone': [inMoscow.toString()],
  'Temporal, without its name': [inMoscow.toString({ timeZoneName: 'never' })],
  'offset in hours': ['2026-03-01T10:30:00+03'],
  'end of the day before': ['2026-02-28T24:00:00+03:00'],
};
for (const [name, all] of Object.entries(texts)) {
  for (const [i, text] of all.entries()) {
    const read = parser.fromString(text, ['en-US', 'ru-RU'][i]);
    console.log(`${name}: ${text} ->`, read.isValid() ? read.toISOString() : 'invalid');
  }
}
JS
seen=$(TZ=UTC node run.mjs)
printf '%s\n' "$seen"
expected='luxon, with seconds: 2026-03-01T10:30:00+03:00 -> 2026-03-01T07:30:00.000Z
luxon, without seconds: 2026-03-01T10:30+03:00 -> 2026-03-01T10:30:00.000Z
luxon, basic: 20260301T1030+03:00 -> invalid
luxon, week date: 2026-W09-7 -> 2026-09-07T00:00:00.000Z
luxon, week date: 2026-W09-7 -> 2026-07-09T00:00:00.000Z
Temporal, with the zone: 2026-03-01T10:30:00+03:00[Europe/Moscow] -> 2026-03-01T10:30:00.000Z
Temporal, without its name: 2026-03-01T10:30:00+03:00 -> 2026-03-01T07:30:00.000Z
offset in hours: 2026-03-01T10:30:00+03 -> 2026-03-01T10:30:00.030Z
end of the day before: 2026-02-28T24:00:00+03:00 -> 2026-02-28T00:00:00.000Z'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
