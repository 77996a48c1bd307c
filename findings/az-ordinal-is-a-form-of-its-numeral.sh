#!/usr/bin/env bash
# The morphology of `az` takes an ordinal for a form of its numeral: the base form of «седьмой» is «семь».
#
# Packages: az 0.2.3, which ships the dictionary of OpenCorpora. Input: «седьмой», «второй», and «новый» as a word to compare.
# Expected: forms of a word are its inflections, so the base form of an ordinal, an adjective in the dictionary's own tag, is
#   its nominative, as for any adjective.
# Seen: the base form is the numeral («семь», «два»), and its forms are those of both words together.
# Why it matters: a search by base forms finds «семь дней» for «седьмой день», and a test that puts words into other forms turns
#   one number into another word.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund az@0.2.3 >/dev/null

cat >run.cjs <<'JS'
const Az = require('az');
Az.Morph.init(() => {
  for (const word of ['седьмой', 'второй', 'новый']) {
    const parse = Az.Morph(word, { typos: 0 }).find((each) => String(each.tag).startsWith('ADJF'));
    const forms = new Set(Array.from({ length: parse.formCnt }, (_, form) => parse.inflect(form)?.word));
    const numeral = { седьмой: 'семью', второй: 'двумя' }[word];
    console.log(`${word}: ${parse.normalize().word}, ${numeral && forms.has(numeral) ? `with ${numeral}` : 'own forms only'}`);
  }
});
JS
seen=$(node run.cjs)
printf '%s\n' "$seen"
expected='седьмой: семь, with семью
второй: два, with двумя
новый: новый, own forms only'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
