#!/usr/bin/env bash
# transcriptator gives what one person said to the one who spoke before, and leaves out what has a place on the screen.
#
# Packages: transcriptator 1.1.4, with webvtt-parser 2.2.0 to compare. Input: a meeting in WebVTT with a voice in each cue, one
#   of them with first and last name, a cue whose times are followed by a setting, and a sentence with a colon.
# Expected: the voice is all that stands between `<v ` and `>` (WebVTT, "WebVTT voice span"), settings may follow the times, and
#   a colon is a sign of a sentence.
# Seen: a name with a space is not read as a voice, stays in the text, and the line is the previous speaker's; the cue with a
#   setting is dropped with a line on the console; what stands before a colon is a speaker, whom the next line belongs to too.
# Why it matters: in the minutes Anna says what Boris said against her. Each line has a speaker, so nothing looks missing. Read
#   voices with a parser of the format, and count the cues.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund transcriptator@1.1.4 webvtt-parser@2.2.0 >/dev/null

cat >run.mjs <<'JS'
import transcriptator from 'transcriptator';
import webvtt from 'webvtt-parser';

const meeting = `WEBVTT

00:01.000 --> 00:02.000
<v Anna>We start on Monday.

00:02.000 --> 00:03.000
<v Boris Petrov>I am against it.

00:03.000 --> 00:04.000 align:start
<v Anna>Then we vote.

00:04.000 --> 00:05.000
My reason is plain: nobody is ready.

00:05.000 --> 00:06.000
<v Boris Petrov>And it is a holiday.
`;
const text = (node) => node.type === 'text' ? node.value : node.children.map(text).join('');
for (const { speaker, body } of transcriptator.convertFile(meeting)) console.log(`transcriptator: ${speaker}: ${body}`);
for (const { tree } of new webvtt.WebVTTParser().parse(meeting, 'subtitles').cues) {
  const [{ name, value }] = tree.children;
  console.log(`webvtt-parser: ${name === 'v' ? value : 'no voice'}: ${text(tree)}`);
}
JS
seen=$(node run.mjs )
printf '%s\n' "$seen"
expected='transcriptator: Anna: We start on Monday.
transcriptator: Anna: <v Boris Petrov>I am against it.
transcriptator: My reason is plain: nobody is ready.
transcriptator: My reason is plain: <v Boris Petrov>And it is a holiday.
webvtt-parser: Anna: We start on Monday.
webvtt-parser: Boris Petrov: I am against it.
webvtt-parser: Anna: Then we vote.
webvtt-parser: no voice: My reason is plain: nobody is ready.
webvtt-parser: Boris Petrov: And it is a holiday.'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
