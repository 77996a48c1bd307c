#!/usr/bin/env bash
# @citolab/qti-convert leaves eight names of QTI 2 as they were, so that of the marks 5, 4 and 2 the 4 is never given.
#
# Packages: @citolab/qti-convert 0.3.52, with the list of elements of @citolab/qti-components 7.27.4, a player of QTI 3 from the
#   same house, to compare, and cheerio 1.2.0 to look. Input: a test of QTI 2.1 with three marks, words for the learner at its
#   end, a value for a template and the name of a score; an item that has a rule about time; and a text of 2.2 that items share.
# Expected: all in the words of QTI 3, in which each element has a name that begins with "qti-" (QTI 3.0, XML binding), or an
#   error: the README names no element that is left out.
# Seen: eight names stay as they were, in the namespace of QTI 3, where they mean nothing; their attributes and what is in them
#   are converted. Those that the player has in its list, it has as "qti-".
# Why it matters: who has 75 points gets a 2 for a 4, the rule about time has no condition, the words at the end and the text to
#   read are not shown, and a score under another name is not counted. Look for names without "qti-" in what was converted.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @citolab/qti-convert@0.3.52 cheerio@1.2.0 >/dev/null
npm pack --silent @citolab/qti-components@7.27.4 >/dev/null
tar -xzf citolab-qti-components-7.27.4.tgz package/custom-elements.json

cat >run.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { convertQti2toQti3 } from '@citolab/qti-convert/qti-convert-node';
import { load } from 'cheerio';

const mark = (name) =>
  `<setOutcomeValue identifier="MARK"><baseValue baseType="identifier">${name}</baseValue></setOutcomeValue>`;
const from = (points) => `<gte><variable identifier="POINTS"/><baseValue baseType="float">${points}</baseValue></gte>`;
const documents = {
  test: `<assessmentTest xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="test" title="Test">
    <outcomeDeclaration identifier="MARK" cardinality="single" baseType="identifier"/>
    <outcomeDeclaration identifier="POINTS" cardinality="single" baseType="float"/>
    <testPart identifier="part" navigationMode="linear" submissionMode="individual">
      <assessmentSection identifier="section" title="Section" visible="true">
        <assessmentItemRef identifier="item" href="item.xml">
          <variableMapping sourceIdentifier="SUM" targetIdentifier="SCORE"/>
          <templateDefault templateIdentifier="N"><baseValue baseType="integer">7</baseValue></templateDefault>
        </assessmentItemRef>
      </assessmentSection>
    </testPart>
    <outcomeProcessing>
      <setOutcomeValue identifier="POINTS"><sum><testVariables variableIdentifier="SCORE"/></sum></setOutcomeValue>
      <outcomeCondition>
        <outcomeIf>${from(90)}${mark('five')}<exitTest/></outcomeIf>
        <outcomeElseIf>${from(70)}${mark('four')}</outcomeElseIf>
        <outcomeElse>${mark('two')}</outcomeElse>
      </outcomeCondition>
    </outcomeProcessing>
    <testFeedback access="atEnd" outcomeIdentifier="MARK" identifier="two" showHide="show"><p>Come again.</p></testFeedback>
  </assessmentTest>`,
  item: `<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="item" title="Item" adaptive="false"
    timeDependent="true"><outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
    <itemBody><p>2 + 2</p></itemBody>
    <responseProcessing><responseCondition><responseIf>
      <durationLT><variable identifier="duration"/><baseValue baseType="duration">60</baseValue></durationLT>
      <setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>
    </responseIf><responseElseIf>
      <durationGTE><variable identifier="duration"/><baseValue baseType="duration">600</baseValue></durationGTE>
      <setOutcomeValue identifier="SCORE"><baseValue baseType="float">0</baseValue></setOutcomeValue>
    </responseElseIf></responseCondition></responseProcessing></assessmentItem>`,
  text: `<assessmentStimulus xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2" identifier="text" title="Text">
    <stimulusBody><p>Once upon a time</p></stimulusBody></assessmentStimulus>`,
};
const { modules } = JSON.parse(readFileSync('package/custom-elements.json', 'utf8'));
const known = new Set(modules.flatMap(({ declarations = [] }) => declarations.map(({ tagName }) => tagName)));
const html = ['p'];
for (const [name, xml] of Object.entries(documents)) {
  const $ = load(await convertQti2toQti3(xml), { xml: true });
  const names = $('*').toArray().map(({ tagName }) => tagName);
  console.log(`${name}: ${names.filter((each) => each.startsWith('qti-')).length} names converted`);
  for (const each of names.filter((each) => !each.startsWith('qti-') && !html.includes(each))) {
    const right = `qti-${each.replace(/LT$|GTE$|[A-Z]/g, (letters) => `-${letters.toLowerCase()}`)}`;
    console.log(`  ${each}${known.has(right) ? `; the player has ${right}` : ''}`);
  }
}
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected=$(cat <<'TEXT'
test: 26 names converted
  variableMapping
  templateDefault
  exitTest
  outcomeElseIf
  testFeedback; the player has qti-test-feedback
item: 15 names converted
  durationLT; the player has qti-duration-lt
  durationGTE; the player has qti-duration-gte
text: 1 names converted
  stimulusBody
TEXT
)
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
