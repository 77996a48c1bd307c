#!/usr/bin/env bash
# `assert.deepStrictEqual` holds any two dates of Temporal for equal, and a copy of one is an empty object.
#
# Packages: temporal-polyfill 1.0.8 (its own implementation, whatever the runtime has) and the `node:assert` of the Node that
#   runs this. Input: two days, two durations, and a `structuredClone` of a day.
# Expected: an assertion that they are equal fails, as it does for two dates of JavaScript; a copy is a day, or an error.
# Seen: it passes: a value keeps what it is in private, so nothing is compared but the prototype. The copy is `{}`, without an
#   error, though `JSON.stringify` of the same value gives its text. Node 26 compares its own Temporal alike, and refuses the
#   copy.
# Why it matters: tests of a schedule cannot fail, and a day that is sent to a worker thread or kept is lost silently. Compare
#   texts (`String(day)`), or use a test library that knows Temporal; send texts.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund temporal-polyfill@1.0.8 >/dev/null

cat >run.mjs <<'JS'
import { deepStrictEqual } from 'node:assert/strict';
import { Temporal } from 'temporal-polyfill/implementation';

function verdict(one, other) {
  try {
    deepStrictEqual(one, other);
    return 'equal';
  } catch {
    return 'not equal';
  }
}
const { Duration, PlainDate } = Temporal;
const day = PlainDate.from('2026-11-29');
console.log('dates of JavaScript:', verdict(new Date(0), new Date(1)));
console.log('days:', verdict(day, PlainDate.from('1961-04-12')), 'by their own method:', day.equals('1961-04-12'));
console.log('durations:', verdict(Duration.from('PT1H'), Duration.from('P9D')));
console.log('a copy:', JSON.stringify(structuredClone(day)), 'as JSON:', JSON.stringify(day));
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='dates of JavaScript: not equal
days: equal by their own method: false
durations: equal
a copy: {} as JSON: "2026-11-29"'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
