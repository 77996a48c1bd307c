import type { StateSource } from './state-source.ts';
import { sectionText } from './state-text.ts';

/**
 * Draws the ways that states declare into themselves (`entered_from`) where they belong: into the fields and the section
 * «Переходы» of the state they leave. After this nobody needs to know in which file a way was written.
 */
export function drawEntries(states: readonly StateSource[]): readonly StateSource[] {
  return states.map((state) => {
    const drawn = new Set(state.head.transitions.map(({ to }) => to));
    const entries = states.flatMap(({ head }) =>
      head.entered_from
        .filter(({ from }) => from === state.head.id && !drawn.has(head.id))
        .map(({ when, intent_examples }) => ({ to: head.id, when, intent_examples })),
    );
    return entries.length === 0 ? state : withTransitions(state, entries);
  });
}

function withTransitions(state: StateSource, added: StateSource['head']['transitions']): StateSource {
  const before = sectionText(state.sections, 'Переходы');
  const after = [before, ...added.map(({ to, when }) => `- ${when} → ${to}`)].join('\n');
  return {
    ...state,
    head: { ...state.head, transitions: [...state.head.transitions, ...added] },
    body: state.body.replace(before, () => after),
    sections: state.sections.map((section) => (section.name === 'Переходы' ? { ...section, text: after } : section)),
  };
}
