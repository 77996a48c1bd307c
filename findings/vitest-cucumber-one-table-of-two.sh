#!/usr/bin/env bash
# vitest-cucumber runs the last of two tables of examples only, and gives the tag of that table to the next scenario.
#
# Packages: @amiceli/vitest-cucumber 8.0.0 with vitest 5.1.2, and @cucumber/gherkin 42.0.1 with @cucumber/messages 34.2.1 to
#   compare. Input: marks in one table for those who pass and one for those who do not, which is tagged `@ignore` as it is not
#   built yet; and a scenario with a document in YAML, a table with an empty cell, and a comment behind its own tag.
# Expected: as Cucumber's own parser has it: the examples of both tables, each with its tag; a document less the indent of its
#   first line; as many cells as there are between the bars; no tags in a comment (Gherkin's reference and its test data).
# Seen: each table takes the place of the one before it. The tag goes to the scenario that follows, and what is tagged
#   `@ignore` is not run by default; a word with @ in the comment is a tag too. The lines of a document have no indents, and
#   those with a `#` are gone. A cell with nothing in it, not even a space, is left out, and the others move to the left.
# Why it matters: a requirement stands as tested, and what was tested is a part of it, or other data; its page on Gherkin says
#   that it implements the specification. Write one table, put no tag above it, and compare what ran with Cucumber's parser.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @amiceli/vitest-cucumber@8.0.0 vitest@5.1.2 \
  @cucumber/gherkin@42.0.1 @cucumber/messages@34.2.1 >/dev/null

cat >marks.feature <<'TEXT'
Feature: Marks

  Scenario Outline: A mark is given
    Given a pupil with <points> points

    Examples: passed
      | points |
      | 90     |
      | 70     |

    @ignore
    Examples: not passed
      | points |
      | 10     |

  Scenario: A mark is kept
    Given a card
      """
      # Marks
      pupil:
        name: Anna
      """
    And the lessons
      | name | note | mark |
      | Anna || 5 |

  @slow # with @ignore until March
  Scenario: A mark is shown
    Given a page
TEXT
cat >marks.spec.mjs <<'JS'
import { appendFileSync } from 'node:fs';
import { describeFeature, loadFeature } from '@amiceli/vitest-cucumber';

const ran = (...words) => appendFileSync('ran.txt', `vitest-cucumber: ${words.join(' ')}\n`);
describeFeature(await loadFeature('marks.feature'), ({ Scenario, ScenarioOutline }) => {
  ScenarioOutline('A mark is given', ({ Given }, { points }) => {
    Given('a pupil with <points> points', () => ran('given', points));
  });
  Scenario('A mark is kept', ({ Given, And }) => {
    Given('a card', (_, text) => ran('card', JSON.stringify(text)));
    And('the lessons', (_, rows) => ran('lessons', JSON.stringify(rows)));
  });
  Scenario('A mark is shown', ({ Given }) => {
    Given('a page', () => ran('page'));
  });
}, { excludeTags: process.env.ALL ? ['none'] : ['ignore'] });
JS
cat >parse.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { AstBuilder, compile, GherkinClassicTokenMatcher, Parser } from '@cucumber/gherkin';
import { IdGenerator } from '@cucumber/messages';

const id = IdGenerator.incrementing();
const document = new Parser(new AstBuilder(id), new GherkinClassicTokenMatcher()).parse(readFileSync('marks.feature', 'utf8'));
for (const { tags, steps } of compile(document, 'marks.feature', id)) {
  for (const { text, argument } of steps) {
    const more = argument?.docString?.content ?? argument?.dataTable?.rows.map(({ cells }) => cells.map(({ value }) => value));
    console.log('gherkin:', [...tags.map(({ name }) => name), text, ...(more ? [JSON.stringify(more)] : [])].join(' '));
  }
}
JS
seen=$(
  npx vitest run --reporter=json --outputFile=out.json >/dev/null
  cat ran.txt
  rm ran.txt
  echo 'without tags left out:'
  ALL=1 npx vitest run --reporter=json --outputFile=out.json >/dev/null
  cat ran.txt
  node parse.mjs
)
printf '%s\n' "$seen"
expected=$(cat <<'TEXT'
vitest-cucumber: given 10
without tags left out:
vitest-cucumber: given 10
vitest-cucumber: card "pupil:\nname: Anna"
vitest-cucumber: lessons [{"name":"Anna","note":"5"}]
vitest-cucumber: page
gherkin: a pupil with 90 points
gherkin: a pupil with 70 points
gherkin: @ignore a pupil with 10 points
gherkin: a card "# Marks\npupil:\n  name: Anna"
gherkin: the lessons [["name","note","mark"],["Anna","","5"]]
gherkin: @slow a page
TEXT
)
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
