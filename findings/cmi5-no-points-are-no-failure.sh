#!/usr/bin/env bash
# @xapi/cmi5 does not report that a learner with no points has failed, nor that one has passed where any score is enough.
#
# Packages: @xapi/cmi5 1.4.0; what it would send to a learning system is kept instead. Input: the end of a unit (`moveOn`) with
#   scores and with the score that is needed, both between 0 and 1; and answers for which a range of numbers is right.
# Expected: passed or failed, by the score that is needed, which may be 0 (cmi5, 13.1.4, "between 0 and 1 (inclusive)", and
#   9.3.4, 9.3.5); a score in no other statement (9.5.1). A range is "1[:]5" or "1[:]", and the steps of a performance stand in
#   their order (xAPI 1.0.3, Part Two, 2.4.4.1).
# Seen: a zero counts as if it were not given, for both numbers; the score is then put on "completed" and "terminated". 9 points
#   of 10 have failed where 0.8 is needed. A range is "1:5", one that is open ":", and steps with numbers for names are sorted.
# Why it matters: the learners who need help most have no result; a unit for which presence is enough is never passed, and the
#   next one stays closed; no reader takes ":" for a range. Call `pass` and `fail` yourself, with a scaled score, and give the
#   pattern to `interaction`.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @xapi/cmi5@1.4.0 >/dev/null

cat >run.cjs <<'JS'
const Cmi5 = require('@xapi/cmi5/dist/Cmi5.umd.js');

/** What a unit sends after its launch by a learning system that needs this score. */
async function sentBy(masteryScore, run) {
  class Unit extends Cmi5 {
    getLaunchDataFromLMS = async () => ({ contextTemplate: {}, launchMode: 'Normal', moveOn: 'Passed', masteryScore });
    getLearnerPreferencesFromLMS = async () => ({});
  }
  const actor = { account: { homePage: 'https://example.com', name: 'anna' } };
  const lms = { fetch: 'https://example.com/fetch', endpoint: 'https://example.com/xapi/' };
  const unit = new Unit({ ...lms, actor, registration: 'one', activityId: 'https://example.com/unit' });
  await unit.initialize({ authToken: 'token', initializedDate: new Date() });
  const sent = [];
  unit._xapi = { sendStatement: async ({ statement }) => sent.push(statement) };
  await run(unit);
  return sent;
}

async function main() {
  const ends = [[0.8, 0.9], [0.8, 0.1], [0.8, 0], [0, 0.9], [0.8, { raw: 9, min: 0, max: 10 }]];
  for (const [needed, score] of ends) {
    const sent = await sentBy(needed, (unit) => unit.moveOn({ score }));
    const words = sent.map(({ verb, result }) => `${verb.id.split('/').at(-1)} ${result.score?.scaled ?? ''}`.trim());
    console.log(`${needed} needed, ${typeof score === 'number' ? score : '9 of 10'}: ${words.join(', ')}`);
  }
  const answers = {
    '1 to 5': (unit) => unit.interactionNumeric('test', 'q', 4, { min: 1, max: 5 }),
    '1 or more': (unit) => unit.interactionNumeric('test', 'q', 4, { min: 1 }),
    'just 4': (unit) => unit.interactionNumeric('test', 'q', 4, { exact: 4 }),
    'step 2 in 1 to 3, then step 1': (unit) =>
      unit.interactionPerformance('test', 'q', { 2: 3, 1: 9 }, { 2: { min: 1, max: 3 }, 1: { exact: 9 } }, []),
  };
  for (const [name, answer] of Object.entries(answers)) {
    const [{ object, result }] = await sentBy(undefined, answer);
    console.log(`${name}: ${result.response} of ${object.definition.correctResponsesPattern.join()}`);
  }
}
main();
JS
seen=$(node run.cjs)
printf '%s\n' "$seen"
expected='0.8 needed, 0.9: passed 0.9, completed, terminated
0.8 needed, 0.1: failed 0.1, completed, terminated
0.8 needed, 0: completed, terminated
0 needed, 0.9: completed 0.9, terminated 0.9
0.8 needed, 9 of 10: failed, completed, terminated
1 to 5: 4 of 1:5
1 or more: 4 of :
just 4: 4 of 4
step 2 in 1 to 3, then step 1: 1[.]9[,]2[.]3 of 1[.]9[,]2[.]1:3'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
