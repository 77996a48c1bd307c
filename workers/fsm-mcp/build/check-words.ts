import type { SourceFile } from './content-source.ts';
import type { ParsedContent } from './parse-content.ts';
import type { Problem } from './problem.ts';
import { type Section, type SectionName, words } from './state-text.ts';

/**
 * Forbidden words in texts that a learner may hear. What learners themselves say (examples of phrases, and words in «»
 * among what leads into a state) is free, and so are the base rules: they name the words in order to forbid them.
 */
export function checkWords(content: ParsedContent): readonly Problem[] {
  const forbidden = new Set(content.fsm?.forbidden_words.flatMap(words));
  return heardTexts(content).flatMap(({ file, field, text }) =>
    [...new Set(words(text))]
      .filter((word) => forbidden.has(word))
      .map((word) => ({ file: file.path, field, message: `слово «${word}» запрещено в fsm.yaml (forbidden_words)` })),
  );
}

type HeardText = { readonly file: SourceFile; readonly field: string | null; readonly text: string };

function heardTexts({ source, fsm, intents, states }: ParsedContent): readonly HeardText[] {
  return [
    ...Object.entries(fsm?.styles ?? {}).map(([stage, text]) => ({ file: source.fsm, field: `styles.${stage}`, text })),
    ...intents.map(({ title }, index) => ({ file: source.intents, field: `intents[${index}].title`, text: title })),
    ...Object.entries(fsm?.scenarios ?? {}).map(([id, text]) => ({ file: source.fsm, field: `scenarios.${id}`, text })),
    ...[source.consent, ...source.templates].map((file) => ({ file, field: null, text: file.text })),
    ...states.flatMap(({ file, head, sections }) => [
      { file, field: 'title', text: head.title },
      ...head.entered_from.map(({ when }, index) => ({ file, field: `entered_from[${index}].when`, text: when })),
      ...head.transitions.map(({ when }, index) => ({ file, field: `transitions[${index}].when`, text: when })),
      ...sections.map((section) => ({ file, field: `«${section.name}»`, text: ownText(section) })),
    ]),
  ];
}

/** The text of a section without what learners say in it; quotes elsewhere are the Guide's own words. */
function ownText({ name, text }: Section): string {
  const heard: SectionName = 'Триггеры входа';
  return name === heard ? text.replace(/«[^«»]*»/g, ' ') : text;
}
