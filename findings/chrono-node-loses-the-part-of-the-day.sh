#!/usr/bin/env bash
# chrono-node reads «завтра в 9 часов вечера» as nine in the morning, and «в 12 ночи» as noon.
#
# Packages: chrono-node 2.10.3 with its Russian parser, which its README lists as supported and not in part. Input: times of the
#   day as people write them, seen from a morning in UTC.
# Expected: the time that is meant, or nothing; «завтра в 9 вечера» is right.
# Seen: a part of the day counts only if it is «утра», «вечера» or «после полудня» and follows the figure at once. «дня» and
#   «ночи» are not known to the expression, and «часов» between stops it: what stands behind is left out of the text that
#   matched, or becomes a second date, this evening. The hour is not marked as certain.
# Why it matters: a meeting or a reminder is set twelve hours early without an error. Look at what follows the matched `text`,
#   and at `isCertain('meridiem')`, before a time below 13 is taken.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund chrono-node@2.10.3 >/dev/null

cat >run.mjs <<'JS'
import { ru } from 'chrono-node';

const morning = { instant: new Date('2026-11-29T08:00:00Z'), timezone: 0 };
const texts = [
  'завтра в 9 вечера',
  'завтра в 9 часов вечера',
  'завтра в 3 часа дня',
  'завтра в 3 дня',
  'завтра в 3 после полудня',
  'сегодня в 12 ночи',
];
for (const text of texts) {
  const dates = ru.parse(text, morning).map((each) => `${each.text} = ${each.date().toISOString().slice(8, 16)}`);
  console.log(`${text}: ${dates.join('; ')}`);
}
JS
seen=$(TZ=UTC node run.mjs)
printf '%s\n' "$seen"
expected='завтра в 9 вечера: завтра в 9 вечера = 30T21:00
завтра в 9 часов вечера: завтра в 9 = 30T09:00; вечера = 29T20:00
завтра в 3 часа дня: завтра в 3 = 30T03:00
завтра в 3 дня: завтра в 3 = 30T03:00
завтра в 3 после полудня: завтра в 3 после полудня = 30T15:00
сегодня в 12 ночи: сегодня в 12 = 29T12:00'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
