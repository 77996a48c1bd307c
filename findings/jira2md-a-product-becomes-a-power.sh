#!/usr/bin/env bash
# jira2md turns a product in code into a power on the way from Jira, and into a name on the way there.
#
# Packages: jira2md 3.0.1. Input: issues of Jira with code, text as it is and a formula, and the same as Markdown; in code
#   nothing is markup in either language, and in Jira's a star between letters or digits is none anywhere.
# Expected: what stands in `{code}`, `{noformat}` and `{{…}}`, or between backticks, is the same on the other side.
# Seen: the rules of bold, lists, headings, links and the like go over the code too: `2*3*4` becomes `2**3**4`, a comment of
#   Python the first item of a list, `[0, 5]` is `<0, 5>`; towards Jira it is `2_3_4`, and a comment becomes a heading.
# Why it matters: an example in a requirement is what a developer copies. It reads well, and in several languages it runs: 24
#   is a number of 25 digits. Take the code out before the conversion, and put it back after it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund jira2md@3.0.1 >/dev/null

cat >run.mjs <<'JS'
import jira2md from 'jira2md';

const fromJira = {
  product: '{code}\ncells = 2*3*4\n{code}',
  comment: '{code:python}\n# hours\nrange = [0, 5]\n{code}',
  names: '{noformat}\nold_name = new_name\n{noformat}',
  inline: '{{2*3*4}}',
  formula: 'It takes 2*3*4 hours.',
};
const toJira = {
  product: '```\ncells = 2*3*4\n```',
  comment: '```python\n# hours\nrange = [0, 5]\n```',
};
for (const [name, text] of Object.entries(fromJira)) console.log(`from Jira, ${name}:`, JSON.stringify(jira2md.to_markdown(text)));
for (const [name, text] of Object.entries(toJira)) console.log(`to Jira, ${name}:`, JSON.stringify(jira2md.to_jira(text)));
console.log(`2*3*4 is ${2 * 3 * 4}, 2**3**4 is ${2n ** (3n ** 4n)}`);
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='from Jira, product: "```\ncells = 2**3**4\n```"
from Jira, comment: "```python\n1. hours\nrange = <0, 5>\n```"
from Jira, names: "```\nold*name = new*name\n```"
from Jira, inline: "`2**3**4`"
from Jira, formula: "It takes 2**3**4 hours."
to Jira, product: "{code}\ncells = 2_3_4\n{code}"
to Jira, comment: "{code:python}\nh1. hours\nrange = [0, 5]\n{code}"
2*3*4 is 24, 2**3**4 is 2417851639229258349412352'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
