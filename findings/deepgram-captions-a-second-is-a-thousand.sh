#!/usr/bin/env bash
# @deepgram/captions takes the milliseconds of AssemblyAI for seconds: what was said after a second stands at 00:16:40.
#
# Packages: @deepgram/captions 1.2.0, with assemblyai 4.41.5 for what its times mean. Input: a transcript as AssemblyAI gives
#   it, without speakers, made into WebVTT by the package's own `AssemblyAiConverter`; the same from Deepgram, to compare.
# Expected: the same times. The types of `assemblyai` say "in milliseconds" of the start and the end of a word; Deepgram, for
#   whom the rest of the package is written, gives seconds.
# Seen: the converter hands the numbers on as they are, so that all is a thousand times too late. The clock begins again at 24
#   hours, which is after 86 seconds: what goes on then ends before it begins. And each line has a voice, "Speaker null".
# Why it matters: the words are right and the file is read without an error, but minutes of a meeting refer to times that the
#   recording does not have, and a player shows a line elsewhere or never. Divide by 1000 before, and take out the null.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @deepgram/captions@1.2.0 assemblyai@4.41.5 >/dev/null

cat >run.mjs <<'JS'
import { readFileSync } from 'node:fs';
import captions from '@deepgram/captions';

const types = readFileSync('node_modules/assemblyai/dist/types/openapi.generated.d.ts', 'utf8');
const [, start] = types.split('export type TranscriptWord =')[1].match(/\* (.*)\s+\*\/\s+start: number/);
console.log(`types of assemblyai: ${start}`);

const said = [['Begin.', 1, 1.8], ['Anna is here.', 2.5, 4], ['It goes on', 86, 87], ['and ends.', 90, 91]];
const deepgram = said.map(([word, start, end]) => ({ word, start, end }));
const assembly = said.map(([text, start, end]) => ({ text, start: start * 1000, end: end * 1000, speaker: null }));
const transcripts = {
  Deepgram: { results: { channels: [{ alternatives: [{ words: deepgram }] }] } },
  AssemblyAI: new captions.AssemblyAiConverter({ id: 'sample', words: assembly, utterances: null }),
};
for (const [name, transcript] of Object.entries(transcripts)) {
  const lines = captions.webvtt(transcript, 1).split('\n');
  for (const [at, line] of lines.entries()) if (line.includes('-->')) console.log(`${name}: ${line} ${lines[at + 1]}`);
}
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='types of assemblyai: The starting time, in milliseconds, for the word
Deepgram: 00:00:01.000 --> 00:00:01.800 Begin.
Deepgram: 00:00:02.500 --> 00:00:04.000 Anna is here.
Deepgram: 00:01:26.000 --> 00:01:27.000 It goes on
Deepgram: 00:01:30.000 --> 00:01:31.000 and ends.
AssemblyAI: 00:16:40.000 --> 00:30:00.000 <v Speaker null>Begin.
AssemblyAI: 00:41:40.000 --> 01:06:40.000 <v Speaker null>Anna is here.
AssemblyAI: 23:53:20.000 --> 00:10:00.000 <v Speaker null>It goes on
AssemblyAI: 01:00:00.000 --> 01:16:40.000 <v Speaker null>and ends.'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
