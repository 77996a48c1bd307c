#!/usr/bin/env bash
# There are no days between two dates for @bpmn-io/feelin, and a rule that counts them says that all is in time.
#
# Packages: @bpmn-io/feelin 6.1.1, the fork of feelin 8.2.0, which is there to compare; both evaluate FEEL, the language of the
#   rules of DMN. Input: the parts of a length of time between two dates and between two hours, and of written ones.
# Expected: lengths that are equal have equal parts: 1 March without 1 February is `= duration("P28D")`, and `string` says P28D.
#   "years and months duration" between two dates is one of whole months.
# Seen: the fork does not make days of what it keeps, nor hours of minutes, before a part is read: between two dates there are
#   0 days, between two times 0 hours and 0 minutes, 90 minutes have no hour. Months come with a fraction. feelin is right.
# Why it matters: there is no warning, and what is printed or compared as a whole is right, so that only the rule is wrong.
#   Compare with a length (`> duration("P14D")`), which is right in both, and look which of the two a tool has.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @bpmn-io/feelin@6.1.1 feelin@8.2.0 >/dev/null

cat >run.mjs <<'JS'
import * as fork from '@bpmn-io/feelin';
import * as feelin from 'feelin';

const dates = '(date("2026-03-01") - date("2026-02-01"))';
const times = '(time("10:30:00") - time("09:00:00"))';
const expressions = [
  `string(${dates})`,
  `${dates} = duration("P28D")`,
  `${dates}.days`,
  `if ${dates}.days > 14 then "late" else "in time"`,
  `${times}.hours`,
  `${times}.minutes`,
  'duration("PT90M").hours',
  'duration("P1DT12H").hours',
  'duration("PT36H").hours',
  'years and months duration(date("2025-12-31"), date("2026-01-30")).months',
];
for (const expression of expressions) {
  const [there, here] = [feelin, fork].map(({ evaluate }) => evaluate(expression));
  const answer = ({ value, warnings }) => JSON.stringify(value) + (warnings.length > 0 ? ' with a warning' : '');
  console.log(`${expression}: feelin ${answer(there)}, its fork ${answer(here)}`);
}
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='string((date("2026-03-01") - date("2026-02-01"))): feelin "P28D", its fork "P28D"
(date("2026-03-01") - date("2026-02-01")) = duration("P28D"): feelin true, its fork true
(date("2026-03-01") - date("2026-02-01")).days: feelin 28, its fork 0
if (date("2026-03-01") - date("2026-02-01")).days > 14 then "late" else "in time": feelin "late", its fork "in time"
(time("10:30:00") - time("09:00:00")).hours: feelin 1, its fork 0
(time("10:30:00") - time("09:00:00")).minutes: feelin 30, its fork 0
duration("PT90M").hours: feelin 1, its fork 0
duration("P1DT12H").hours: feelin 12, its fork 12
duration("PT36H").hours: feelin 12, its fork 36
years and months duration(date("2025-12-31"), date("2026-01-30")).months: feelin 0, its fork 0.967741935483871'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
