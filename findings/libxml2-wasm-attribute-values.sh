#!/usr/bin/env bash
# An attribute that is set in libxml2-wasm loses its ampersands, or keeps them, by the way in which it is set.
#
# Packages: libxml2-wasm 0.7.2. Input: the text "R & D" and the text "&amp;", put into an attribute by `setAttr` of the
#   element, by `value` of the attribute, and into a text by `content`.
# Expected: all take text and escape it: what is read back is what was put in.
# Seen: `setAttr` and the text do; `value` reads its text as markup: a lone ampersand is gone without an error, and "&amp;" is
#   one letter.
# Why it matters: a file of requirements (ReqIF) has people's words in attributes, and `value` is how one is changed. The file
#   is well formed and valid by its schema, with other words in it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund libxml2-wasm@0.7.2 >/dev/null

cat >run.mjs <<'JS'
import { XmlDocument } from 'libxml2-wasm';

for (const words of ['R & D', '&amp;']) {
  const document = XmlDocument.fromString('<a title="old">old</a>');
  const { root } = document;
  root.setAttr('made', words);
  root.attr('title').value = words;
  root.firstChild.content = words;
  const again = XmlDocument.fromString(document.toString());
  const read = [again.root.attr('made').value, again.root.attr('title').value, again.root.content];
  console.log(`${words}: setAttr "${read[0]}", value "${read[1]}", content "${read[2]}"`);
  again.dispose();
  document.dispose();
}
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='R & D: setAttr "R & D", value "R  D", content "R & D"
&amp;: setAttr "&amp;", value "&", content "&amp;"'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
