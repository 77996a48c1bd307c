import type { Problem, SourceFile } from '@aisystant/mcp/content';
import type { ParsedContent } from './parse-content.ts';
import { type Section, type SectionName, words } from './state-text.ts';

/**
 * Finds forbidden words in texts addressed to learners. Exempt are learners' own phrases (examples, and quotations in the section
 * «Триггеры входа» and in what a skill is for) and the base rules, which list the words in order to forbid them.
 */
export function checkWords(content: ParsedContent): readonly Problem[] {
  const forbidden = new Set(content.fsm?.forbidden_words.map((phrase) => words(phrase).join(' ')));
  return learnerFacingTexts(content).flatMap(({ file, field, text }) => {
    const said = ` ${words(text).join(' ')} `;
    return [...forbidden]
      .filter((phrase) => said.includes(` ${phrase} `))
      .map((word) => ({ file: file.path, field, message: `слово «${word}» запрещено в fsm.yaml (forbidden_words)` }));
  });
}

type LearnerFacingText = { readonly file: SourceFile; readonly field: string | null; readonly text: string };

function learnerFacingTexts({
  source,
  fsm,
  intents,
  skills,
  coming,
  states,
}: ParsedContent): readonly LearnerFacingText[] {
  return [
    ...Object.entries(fsm?.styles ?? {}).map(([stage, text]) => ({ file: source.fsm, field: `styles.${stage}`, text })),
    ...intents.map(({ title }, index) => ({ file: source.intents, field: `intents[${index}].title`, text: title })),
    ...Object.entries(fsm?.scenarios ?? {}).map(([id, text]) => ({ file: source.fsm, field: `scenarios.${id}`, text })),
    ...[source.consent, ...source.templates].map((file) => ({ file, field: null, text: file.text })),
    ...skills.flatMap(({ title, description }, index) => [
      { file: source.skills, field: `skills[${index}].title`, text: title },
      { file: source.skills, field: `skills[${index}].description`, text: withoutQuotations(description) },
    ]),
    ...coming.states.flatMap(({ title, why }, index) => [
      { file: source.coming, field: `states[${index}].title`, text: title },
      { file: source.coming, field: `states[${index}].why`, text: why },
    ]),
    ...states.flatMap(({ file, head, sections }) => [
      { file, field: 'title', text: head.title },
      ...head.entered_from.map(({ when }, index) => ({ file, field: `entered_from[${index}].when`, text: when })),
      ...head.transitions.map(({ when }, index) => ({ file, field: `transitions[${index}].when`, text: when })),
      ...sections.map((section) => ({ file, field: `«${section.name}»`, text: withoutLearnerPhrases(section) })),
    ]),
  ];
}

function withoutLearnerPhrases({ name, text }: Section): string {
  const triggers: SectionName = 'Триггеры входа';
  return name === triggers ? withoutQuotations(text) : text;
}

const withoutQuotations = (text: string) => text.replace(/«[^«»]*»/g, ' ');
