import type { FsmContent, FsmState } from './content-model.ts';

/** A state of the sample; `change` says what is special about it. */
function state(id: string, change: Partial<FsmState>): FsmState {
  const transitions = change.transitions ?? ['init'];
  return {
    id,
    title: `Название ${id}`,
    version: '1.0.0',
    goal: `Цель ${id}`,
    instructions: `## Цель\nЦель ${id}`,
    steps: [{ n: 1, do: 'Назвать факт.', tool: null }],
    questions: ['Что порадовало?'],
    max_questions: 1,
    data_requirements: [],
    allowed_tools: [],
    output_template: null,
    transitions,
    transition_rules: transitions.map((to) => ({ to, when: `пора в ${to}`, intent_examples: [] })),
    degradation: 'По словам ученика.',
    constraints: ['Без упрёков.'],
    consent: { read: false, write: false },
    etag: `sha256-${id}`,
    ...change,
  };
}

/** A small compiled content for tests: a start, a scenario of two states, a side one, a global end. */
export const sampleContent: FsmContent = {
  assistant: 'student-guide',
  fsm_version: '0.1.0',
  base_rules: '# Правила\n1. Факт — то, что вернул инструмент.',
  global_transitions: ['init', 'session_close'],
  intents: [
    { id: 'week_review', title: 'Итоги недели', state: 'weekly_reflection', examples: ['итоги', 'как неделя?'] },
    { id: 'other', title: 'Осмотреться', state: 'init', examples: ['привет'] },
  ],
  templates: { screen: 'Факты: {дни}' },
  styles: {
    random: 'Просто.',
    practicing: 'Просто, с примером.',
    systematic: 'Точно.',
    disciplined: 'Богато.',
    proactive: 'На равных.',
  },
  states: [
    state('init', { transitions: ['weekly_reflection', 'slot_logging'] }),
    state('weekly_reflection', {
      output_template: 'screen',
      allowed_tools: ['dt_get_week_summary'],
      transitions: ['weekly_reflection_save', 'init'],
    }),
    state('weekly_reflection_save', {}),
    state('slot_logging', {}),
    state('session_close', { transitions: [] }),
  ],
  aliases: { reflection_save: 'weekly_reflection_save' },
};
