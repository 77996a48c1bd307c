#!/usr/bin/env bash
# vtt-creator rounds the end of a minute to a 60th second, and a player leaves out what was said then.
#
# Packages: vtt-creator 1.1.1 as the writer, media-captions 1.0.4 and webvtt-parser 2.2.0 as readers. Input: four lines of a
#   meeting with times in decimals of a second, as speech recognition gives them; one ends at 59.9996 and the next begins then.
# Expected: four lines at the readers. WebVTT ("collect a timestamp") has seconds from 00 to 59; 59.9996 is 01:00.000.
# Seen: hours and minutes are cut off first and the seconds are rounded after it: "00:00:60.000". Both readers drop both lines
#   that have it, as the standard tells them; the first gives no errors unless asked.
# Why it matters: half a millisecond of each minute makes it a rare loss of two lines, in long meetings only. Round to whole
#   milliseconds before a time is given to it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund vtt-creator@1.1.1 media-captions@1.0.4 webvtt-parser@2.2.0 >/dev/null

cat >run.mjs <<'JS'
import { parseText, VTTCue } from 'media-captions';
import Vtt from 'vtt-creator';
import webvtt from 'webvtt-parser';

globalThis.VTTCue = VTTCue;
const writer = new Vtt();
writer.add(55.1, 57.2, 'Готово?');
writer.add(57.2, 59.9996, 'Да, на две трети.');
writer.add(59.9996, 62.5, 'Тогда не выпускаем.');
writer.add(63, 64, 'Хорошо.');
const file = writer.toString();
console.log(file.split('\r\n').filter((line) => line.includes('-->')).join('\n'));
const read = {
  'media-captions': await parseText(file, { type: 'vtt' }),
  'webvtt-parser': new webvtt.WebVTTParser().parse(file, 'metadata'),
};
for (const [name, { cues, errors }] of Object.entries(read)) {
  console.log(`${name}: ${cues.map(({ text }) => text).join(' ')} (errors: ${errors.length})`);
}
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='00:00:55.100 --> 00:00:57.200
00:00:57.200 --> 00:00:60.000
00:00:60.000 --> 00:01:02.500
00:01:03.000 --> 00:01:04.000
media-captions: Готово? Хорошо. (errors: 0)
webvtt-parser: Готово? Хорошо. (errors: 2)'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
