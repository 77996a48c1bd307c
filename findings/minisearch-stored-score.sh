#!/usr/bin/env bash
# A document's own field "score" becomes its rank in MiniSearch, if the field is stored.
#
# Packages: minisearch 7.2.0. Input: two exercises, one about strategy and one that mentions it once, the second with more
#   points; the field of the points is kept with `storeFields` to be shown, and is not searched.
# Expected: what is stored is only given back; the order is by how well a text matches, as it is with a field "points".
# Seen: the stored field is laid over the result before results are sorted, so `score` is the number of points, and the order
#   is theirs. `terms` and `match` are replaced likewise.
# Why it matters: grades, ratings and points are often called "score". Results look plausible, and the best match is last.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund minisearch@7.2.0 >/dev/null

cat >run.mjs <<'JS'
import MiniSearch from 'minisearch';

for (const field of ['points', 'score']) {
  const index = new MiniSearch({ fields: ['text'], storeFields: [field] });
  index.addAll([
    { id: 'about it', text: 'стратегия и стратегия', [field]: 10 },
    { id: 'mentions it', text: 'много других слов и в конце одна стратегия', [field]: 90 },
  ]);
  console.log(`${field}:`, index.search('стратегия').map(({ id }) => id).join(', then '));
}
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='points: about it, then mentions it
score: mentions it, then about it'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
