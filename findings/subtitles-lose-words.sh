#!/usr/bin/env bash
# Two parsers of subtitles lose words of a meeting without an error, each in another place.
#
# Packages: subsrt-ts 2.1.2 and @plussub/srt-vtt-parser 2.0.5, with subtitle 4.2.2 to compare. Input: SRT with a comparison
#   and with braces in what was said; WebVTT in which a cue is empty, which the format allows.
# Expected: the words as they stand, and one entry a cue.
# Seen: subsrt-ts takes "< 6, а 7 >" for a mark and leaves it out of `text`, and all between braces too; its `content` has
#   them. The other parser makes one entry of the empty cue and the next, with the times of the next among its words.
# Why it matters: a transcript that a model reads says something else than the person did, and a speaker's words are put a cue
#   too early. Only a comparison with the file shows it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund subsrt-ts@2.1.2 @plussub/srt-vtt-parser@2.0.5 subtitle@4.2.2 >/dev/null

cat >run.mjs <<'JS'
import { parse } from '@plussub/srt-vtt-parser';
import subsrt from 'subsrt-ts';
import { parseSync } from 'subtitle';

const ways = {
  'subsrt-ts': (file) => subsrt.parse(file).filter(({ type }) => type === 'caption').map(({ text }) => text.trim()),
  plussub: (file) => parse(file).entries.map(({ text }) => text),
  subtitle: (file) => parseSync(file).filter(({ type }) => type === 'cue').map(({ data }) => data.text),
};
const files = {
  said: '1\n00:00:01,000 --> 00:00:02,000\n5 < 6, а 7 > 6\n\n2\n00:00:03,000 --> 00:00:04,000\nключи {a} и {b}\n',
  empty: 'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n\n00:00:03.000 --> 00:00:04.000\nДа\n',
};
for (const [name, file] of Object.entries(files)) {
  for (const [way, read] of Object.entries(ways)) console.log(`${name}, ${way}:`, JSON.stringify(read(file)));
}
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='said, subsrt-ts: ["5  6","ключи  и"]
said, plussub: ["5 < 6, а 7 > 6","ключи {a} и {b}"]
said, subtitle: ["5 < 6, а 7 > 6","ключи {a} и {b}"]
empty, subsrt-ts: ["Да"]
empty, plussub: ["\n00:00:03.000 --> 00:00:04.000\nДа"]
empty, subtitle: ["","Да"]'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
