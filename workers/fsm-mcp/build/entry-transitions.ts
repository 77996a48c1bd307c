import type { StateSource } from './state-source.ts';
import { sectionText } from './state-text.ts';

/** The heading of the section «Переходы», as `splitSections` reads it, and its text. */
const TRANSITIONS = /(\n## +Переходы[^\S\n]*)(?:\n[\s\S]*?)??(?=\n## |$)/;

/**
 * Moves transitions that a state declares into itself (`entered_from`) to the state they leave: its field `transitions`
 * and its section «Переходы». The other steps of the build see only the result. A conversation that has ended is not left: that is
 * a problem of the file that says so.
 */
export function addEntryTransitions(states: readonly StateSource[]): readonly StateSource[] {
  return states.map((state) => {
    if (state.head.terminal) return state;
    const declared = new Set(state.head.transitions.map(({ to }) => to));
    const added = states.flatMap(({ head }) =>
      head.entered_from
        .filter(({ from }) => from === state.head.id && !declared.has(head.id))
        .map(({ when, intent_examples }) => ({ to: head.id, when, intent_examples })),
    );
    // Twice from one state is a problem of the file that says so.
    const distinct = added.filter(({ to }, index) => added.findIndex((other) => other.to === to) === index);
    return distinct.length === 0 ? state : withTransitions(state, distinct);
  });
}

function withTransitions(state: StateSource, added: StateSource['head']['transitions']): StateSource {
  const lines = added.map(({ to, when }) => `- ${when} → ${to}`);
  const after = [sectionText(state.sections, 'Переходы'), ...lines].join('\n').trim();
  return {
    ...state,
    head: { ...state.head, transitions: [...state.head.transitions, ...added] },
    body: `\n${state.body}`.replace(TRANSITIONS, (_, heading: string) => `${heading}\n${after}\n`).trim(),
    sections: state.sections.map((section) => (section.name === 'Переходы' ? { ...section, text: after } : section)),
  };
}
