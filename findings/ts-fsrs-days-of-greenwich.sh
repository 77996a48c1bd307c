#!/usr/bin/env bash
# Two reviews of a card twenty minutes apart are a day apart for ts-fsrs if midnight of Greenwich lies between them.
#
# Packages: ts-fsrs 5.4.2 with its own parameters. Input: a new card, answered "good" twice by a learner in Vladivostok
#   (+10:00): at 9:30 and 9:50, at 9:50 and 10:10, and at 10:05 and 9:55 of the next morning.
# Expected: 20 minutes are less than a day each time, whether days are the learner's or 24 hours long, as the Python library of
#   the same project counts them; the next morning is a new day of the learner.
# Seen: the dates of UTC are subtracted, in whatever zone a learner lives, and no parameter sets another. Over 10:00 local time
#   the card counts as remembered for a day, and comes after seven days instead of two; the next morning is the same day.
# Why it matters: in Siberia and the Far East the border lies in the morning, when people learn. Cards come far too late or
#   too early for them, and a test within one day of UTC is green. Give times moved by the learner's offset, and move back what
#   comes out.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ts-fsrs@5.4.2 >/dev/null

cat >run.mjs <<'JS'
import { createEmptyCard, fsrs, Rating } from 'ts-fsrs';

const pairs = {
  'before 10:00': ['2026-11-29T09:30:00+10:00', '2026-11-29T09:50:00+10:00'],
  'over 10:00': ['2026-11-29T09:50:00+10:00', '2026-11-29T10:10:00+10:00'],
  'the next morning': ['2026-11-29T10:05:00+10:00', '2026-11-30T09:55:00+10:00'],
};
const scheduler = fsrs();
for (const [name, pair] of Object.entries(pairs)) {
  const [first, second] = pair.map((time) => new Date(time));
  const { card } = scheduler.next(createEmptyCard(first), first, Rating.Good);
  const { log, card: after } = scheduler.next(card, second, Rating.Good);
  console.log(`${name}: days since the first ${log.elapsed_days}, days to the next ${after.scheduled_days}`);
}
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='before 10:00: days since the first 0, days to the next 2
over 10:00: days since the first 1, days to the next 7
the next morning: days since the first 0, days to the next 2'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
