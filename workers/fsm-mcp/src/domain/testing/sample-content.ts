import type { FsmContent, FsmState } from '../content-model.ts';

/** Creates a state; `change` overrides fields. */
function state(id: string, change: Partial<FsmState>): FsmState {
  const transitions = change.transitions ?? ['init'];
  return {
    id,
    title: `Название ${id}`,
    scenario: 'week',
    version: '1.0.0',
    goal: `Цель ${id}`,
    instructions: `## Цель\nЦель ${id}`,
    steps: [{ n: 1, do: 'Назвать факт.', tool: null }],
    questions: ['Что порадовало?'],
    max_questions: 1,
    data_requirements: [],
    allowed_tools: [],
    output_template: null,
    result_schema: null,
    transitions,
    transition_rules: transitions.map((to) => ({ to, when: `пора в ${to}`, intent_examples: [] })),
    returns: false,
    degradation: 'По словам ученика.',
    constraints: ['Без упрёков.'],
    consent: { read: false, write: false },
    etag: `sha256-${id}`,
    ...change,
  };
}

/** A small compiled content for tests. */
export const sampleContent: FsmContent = {
  assistant: 'student-guide',
  fsm_version: '0.1.0',
  base_rules: '# Правила\n1. Факт — то, что вернул инструмент.',
  consent: '# Что видно\nТолько своё.',
  changelog: [{ version: '0.1.0', date: '2026-11-20', what: 'Начало.' }],
  scenarios: [
    { id: 'start', title: 'Начало' },
    { id: 'week', title: 'Неделя' },
  ],
  global_transitions: ['init', 'session_close'],
  intents: [
    { id: 'week_review', title: 'Итоги недели', state: 'weekly_reflection', examples: ['итоги', 'как неделя?'] },
    { id: 'other', title: 'Осмотреться', state: 'init', examples: ['привет'] },
  ],
  templates: { screen: 'Факты: {дни}' },
  schemas: { note: { title: 'Заметка', properties: { text: {} } } },
  styles: {
    random: 'Просто.',
    practicing: 'Просто, с примером.',
    systematic: 'Точно.',
    disciplined: 'Богато.',
    proactive: 'На равных.',
  },
  states: [
    state('init', { scenario: 'start', transitions: ['weekly_reflection', 'slot_logging'] }),
    state('weekly_reflection', {
      output_template: 'screen',
      result_schema: 'note',
      allowed_tools: ['dt_get_week_summary'],
      transitions: ['weekly_reflection_save', 'init'],
    }),
    state('weekly_reflection_save', {}),
    state('slot_logging', {}),
    state('aside', { scenario: 'start', returns: true }),
    state('session_close', { transitions: [] }),
  ],
  aliases: { reflection_save: 'weekly_reflection_save' },
};
