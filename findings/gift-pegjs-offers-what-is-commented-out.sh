#!/usr/bin/env bash
# gift-pegjs offers learners an answer that its author has commented out, and adds two slashes to the answer before it.
#
# Packages: gift-pegjs 1.0.2, a parser of Moodle's format of questions. Input: questions in which a line of the answers, or of
#   the text, begins with `//`, which Moodle takes for a comment in any line of a question and leaves out.
# Expected: the line is not there, as at the importer of Moodle; or an error, as the parser has for some other comments.
# Seen: the grammar takes comments only before and after a question. Inside it `//` is text up to the next sign, and `~` or `=`
#   behind it begins an answer: what was taken out is a choice, a right answer or a pair again.
# Why it matters: a methodologist takes a bad answer out with `//`, sees it gone in Moodle, and learners elsewhere still get it;
#   a short answer "семь" is wrong, for "семь //" is asked for. Leave out lines that begin with `//` before parsing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund gift-pegjs@1.0.2 >/dev/null

cat >run.mjs <<'JS'
import { parse } from 'gift-pegjs';

const questions = {
  choice: '// before\nВерно? {\n=да\n// ~может быть\n~нет\n}',
  short: 'Дней в неделе? {\n=семь\n// =8\n=7\n}',
  match: 'Пары {\n=а -> 1\n// =б -> 2\n=в -> 3\n}',
  text: 'Земля круглая?\n// к главе 3\n{T}',
};
for (const [name, source] of Object.entries(questions)) {
  const [{ stem, choices, matchPairs }] = parse(source);
  const answers = choices?.map(({ isCorrect, text }) => `${isCorrect ? '=' : '~'}${text.text}`);
  const pairs = matchPairs?.map(({ subquestion, subanswer }) => `${subquestion.text} -> ${subanswer}`);
  console.log(`${name}: ${JSON.stringify(answers ?? pairs ?? stem.text)}`);
}
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='choice: ["=да //","~может быть","~нет"]
short: ["=семь //","=8","=7"]
match: ["а -> 1 //","б -> 2","в -> 3"]
text: "Земля круглая? // к главе 3"'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
