#!/usr/bin/env bash
# Three libraries make plain text of a guide, and each spoils it elsewhere: words are glued together, or signs are added.
#
# Packages: markdown-to-txt 2.0.1 (which needs lodash), marked-plaintify 1.1.1 with marked 18.2.1, and strip-markdown 6.0.0 with
#   remark 15.0.1, used as their READMEs show. Input: pieces of a guide in CommonMark: a list within a list, hard line breaks, a
#   comparison in code, an entity, and a star and a full stop that are escaped.
# Expected: the words that a reader of the page sees, with something between two lines.
# Seen: the first joins a point to the points below it, and keeps `&copy;`; the second joins lines at a hard break, and writes
#   `<` as `&lt;`; the text of the third is Markdown still, in which what could be markup has a backslash.
# Why it matters: a search finds no "start" in "Mondaystartat nine", a model reads "5 \* 3", and a sample of one paragraph is
#   right in all three. Test with a page that has lists in lists, breaks, code and escapes, or walk the tree yourself.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund markdown-to-txt@2.0.1 marked-plaintify@1.1.1 marked@18.2.1 strip-markdown@6.0.0 \
  remark@15.0.1 lodash@4.18.1 >/dev/null

cat >run.mjs <<'JS'
import { markdownToTxt } from 'markdown-to-txt';
import { Marked } from 'marked';
import markedPlaintify from 'marked-plaintify';
import { remark } from 'remark';
import stripMarkdown from 'strip-markdown';

const ways = {
  'markdown-to-txt': markdownToTxt,
  'marked-plaintify': (text) => new Marked(markedPlaintify()).parse(text),
  'strip-markdown': (text) => String(remark().use(stripMarkdown).processSync(text)),
};
const pieces = {
  list: '- Monday\n  - start\n    - at nine',
  breaks: 'Start at nine,  \nend at ten,\\\nrest after it.',
  code: 'Say `if (a < b)`.',
  entity: '&copy; 2026, all rights',
  escapes: '5 \\* 3\n\n2026\\. A good year',
};
for (const [name, text] of Object.entries(pieces)) {
  console.log(`${name}: ${JSON.stringify(text)}`);
  for (const [way, convert] of Object.entries(ways)) console.log(`  ${way}: ${JSON.stringify(convert(text).trim())}`);
}
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='list: "- Monday\n  - start\n    - at nine"
  markdown-to-txt: "Mondaystartat nine"
  marked-plaintify: "Monday\nstart\nat nine"
  strip-markdown: "Monday\n\nstart\n\nat nine"
breaks: "Start at nine,  \nend at ten,\\\nrest after it."
  markdown-to-txt: "Start at nine,\nend at ten,\nrest after it."
  marked-plaintify: "Start at nine,end at ten,rest after it."
  strip-markdown: "Start at nine,\nend at ten,\nrest after it."
code: "Say `if (a < b)`."
  markdown-to-txt: "Say if (a < b)."
  marked-plaintify: "Say if (a &lt; b)."
  strip-markdown: "Say if (a < b)."
entity: "&copy; 2026, all rights"
  markdown-to-txt: "&copy; 2026, all rights"
  marked-plaintify: "&copy; 2026, all rights"
  strip-markdown: "© 2026, all rights"
escapes: "5 \\* 3\n\n2026\\. A good year"
  markdown-to-txt: "5 * 3\n\n2026. A good year"
  marked-plaintify: "5 * 3\n\n2026. A good year"
  strip-markdown: "5 \\* 3\n\n2026\\. A good year"'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
