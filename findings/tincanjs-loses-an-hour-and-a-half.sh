#!/usr/bin/env bash
# tincanjs reads a duration of an hour and a half as nothing, and one of an hour as a second more.
#
# Packages: tincanjs 0.50.0, with @xapi/xapi 3.0.3 as the writer. Input: times that learners spent, as the second package writes
#   them into statements, read with `TinCan.Utils.convertISO8601DurationToMilliseconds`.
# Expected: what was written, or an error, as there is one for days. xAPI 1.0.3 (Part Two, 4.6) takes the durations of ISO 8601,
#   in which parts that are zero may be left out.
# Seen: the reader cuts the text at T, H, M and S. If it ends in minutes, all of it is 0; if it has hours and no minutes, the
#   hours are taken for the seconds too, in place of those that it has. With minutes and seconds it is right.
# Why it matters: the writer leaves out zeros, so the sessions that are lost are those of whole minutes, and sums of time look
#   plausible. Write each part ("PT1H30M0S"), or read with another parser.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund tincanjs@0.50.0 @xapi/xapi@3.0.3 >/dev/null

cat >run.cjs <<'JS'
const { calculateISO8601Duration } = require('@xapi/xapi');
const TinCan = require('tincanjs');

for (const seconds of [45, 90, 1500, 3600, 3645, 5400, 5401]) {
  const written = calculateISO8601Duration(new Date(0), new Date(seconds * 1000));
  console.log(`${seconds}: ${written} -> ${TinCan.Utils.convertISO8601DurationToMilliseconds(written) / 1000}`);
}
JS
seen=$(node run.cjs)
printf '%s\n' "$seen"
expected='45: PT45S -> 45
90: PT1M30S -> 90
1500: PT25M -> 0
3600: PT1H -> 3601
3645: PT1H45S -> 3601
5400: PT1H30M -> 0
5401: PT1H30M1S -> 5401'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
