#!/usr/bin/env bash
# gherkin-formatter takes the last example out of a scenario if another one has two lines, and changes the words of the rest.
#
# Packages: gherkin-formatter 1.2.2 and gherkin-io 1.3.0, with @cucumber/gherkin 42.0.1 and @cucumber/messages 34.2.1 to show
#   what a test would run. Input: a scenario with four examples, of which one has a line break, one a number sign and one a
#   path; and one with a setting in YAML as a doc string.
# Expected: what runs is the same before and after. In a table `\n` is a line break, `\\` a backslash and `\|` a bar, nothing
#   else; a doc string keeps what is indented further than its quotes (Gherkin reference, "Data Tables" and "Doc Strings").
# Seen: a line break becomes a row of its own and the table is cut to as many lines as it had rows; "#" becomes "\#", which is
#   two characters; "C:\\new" becomes "C:\new", which has a line break. Lines of a doc string begin at the same column.
# Why it matters: formatting is what nobody reviews, and a case that is not run any more is green. Compare `compile` of both
#   files before one replaces the other.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund gherkin-formatter@1.2.2 gherkin-io@1.3.0 @cucumber/gherkin@42.0.1 \
  @cucumber/messages@34.2.1 >/dev/null

cat >notes.feature <<'FEATURE'
# language: ru
Функция: Заметки
  Структура сценария: Запись
    Когда пишут <что>

    Примеры:
      | что       |
      | одна\nдве |
      | #срочно   |
      | C:\\new   |
      | а \| б    |

  Сценарий: Настройка
    Когда дана настройка:
      """
      задача:
        срок: завтра
      """
FEATURE
cat >run.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { AstBuilder, compile, GherkinClassicTokenMatcher, Parser } from '@cucumber/gherkin';
import { IdGenerator } from '@cucumber/messages';
import formatter from 'gherkin-formatter';
import gherkin from 'gherkin-io';

function show(name, text) {
  const document = new Parser(new AstBuilder(IdGenerator.incrementing()), new GherkinClassicTokenMatcher()).parse(text);
  const scenarios = compile(document, 'notes.feature', IdGenerator.incrementing());
  const texts = scenarios.map(({ steps: [{ text, argument }] }) => argument?.docString.content ?? text.replace('пишут ', ''));
  console.log(`${name}: ${texts.map((each) => JSON.stringify(each)).join(', ')}`);
}
const text = readFileSync('notes.feature', 'utf8');
show('written', text);
show('formatted', formatter.format(await gherkin.parse(text, 'notes.feature')));
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected=$(cat <<'TEXT'
written: "одна\nдве", "#срочно", "C:\\new", "а | б", "задача:\n  срок: завтра"
formatted: "одна", "две", "\\#срочно", "C:\new", "задача:\nсрок: завтра"
TEXT
)
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
