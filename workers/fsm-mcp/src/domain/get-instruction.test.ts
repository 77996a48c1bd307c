import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { STAGE_CODES, STAGES } from './content-model.ts';
import {
  getInstruction,
  type Instruction,
  type InstructionRequest,
  type InstructionResult,
} from './get-instruction.ts';
import { sampleContent } from './testing/sample-content.ts';

function given(request: InstructionRequest): Instruction {
  const result = getInstruction(sampleContent, request);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

function refused(request: InstructionRequest): Extract<InstructionResult, { ok: false }>['error'] {
  const result = getInstruction(sampleContent, request);
  if (result.ok) throw new Error(`answered with ${result.value.state}`);
  return result.error;
}

describe('the entered state', () => {
  test('is init by default', () => {
    expect(given({}).state).toBe('init');
  });

  test('is `state`, regardless of other arguments', () => {
    expect(given({ state: 'slot_logging', intent: 'week_review', from: 'init' }).state).toBe('slot_logging');
  });

  test('may be given by an alias', () => {
    expect(given({ state: 'reflection_save' }).state).toBe('weekly_reflection_save');
  });

  test('is the first of the intent, rather than `from`', () => {
    expect(given({ intent: 'week_review', from: 'slot_logging' }).state).toBe('weekly_reflection');
  });

  test('is `from`, if it is the only argument', () => {
    expect(given({ from: 'reflection_save' }).state).toBe('weekly_reflection_save');
  });

  test('is init with a warning, if `from` is unknown', () => {
    expect(given({ from: 'somewhere' })).toMatchObject({
      state: 'init',
      transition_warning: 'Состояние "somewhere" в from неизвестно, переход не проверен.',
    });
  });
});

describe('a state and an intent that differ', () => {
  test('are both answered for: the state is entered, the first state of the intent is named', () => {
    expect(given({ state: 'slot_logging', intent: 'week_review' })).toMatchObject({
      state: 'slot_logging',
      intent_state: 'weekly_reflection',
    });
    expect(given({ state: 'weekly_reflection', intent: 'week_review' }).intent_state).toBeNull();
    expect(given({ intent: 'week_review' }).intent_state).toBeNull();
  });

  test('are refused if the intent is unknown', () => {
    expect(refused({ state: 'slot_logging', intent: 'week_revue' })).toMatchObject({
      field: 'intent',
      suggestions: ['week_review'],
    });
  });

  test('never hide one another, whatever is asked', () => {
    const ids = fc.constantFrom(...sampleContent.states.map(({ id }) => id));
    const intents = fc.constantFrom(...sampleContent.intents);
    fc.assert(
      fc.property(ids, intents, (state, { id: intent, state: first }) => {
        const step = given({ state, intent });
        expect([step.state, step.intent_state ?? step.state]).toEqual([state, first]);
      }),
    );
  });
});

describe('a state that returns', () => {
  test('leads back to where the conversation broke off', () => {
    const aside = given({ state: 'aside', from: 'slot_logging' });
    expect(aside.return_to).toBe('slot_logging');
    expect(aside.transitions).toContain('slot_logging');
    expect(aside.transition_rules.map(({ to }) => to)).toEqual(aside.transitions);
    expect(given({ state: 'slot_logging', from: 'aside' })).toMatchObject({
      transition_warning: null,
      return_to: null,
    });
  });

  test('names no place to return to if it is not known', () => {
    for (const from of [undefined, 'somewhere', 'aside']) {
      expect(given({ state: 'aside', from }).return_to).toBeNull();
    }
    expect(given({ from: 'aside' }).return_to).toBeNull();
  });
});

describe('an unknown name', () => {
  test('of a state is refused with the nearest ones, never answered with init', () => {
    expect(refused({ state: 'weekly_reflexion' })).toEqual({
      code: 'NOT_FOUND',
      hint: null,
      field: 'state',
      message:
        'Состояния "weekly_reflexion" нет. Есть: init, weekly_reflection, weekly_reflection_save, slot_logging, aside, session_close.',
      suggestions: ['weekly_reflection', 'weekly_reflection_save'],
    });
  });

  test('similar to an alias suggests its state, without duplicates', () => {
    expect(refused({ state: 'reflection_safe' }).suggestions).toEqual(['weekly_reflection_save']);
    expect(refused({ state: 'week_reflection_save' }).suggestions).toEqual([
      'weekly_reflection_save',
      'weekly_reflection',
    ]);
  });

  test('of an intent is refused too', () => {
    expect(refused({ intent: 'week_revue' })).toEqual({
      code: 'NOT_FOUND',
      hint: null,
      field: 'intent',
      message: 'Намерения "week_revue" нет. Есть: week_review, other.',
      suggestions: ['week_review'],
    });
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'INIT'])(
    'such as "%s" is refused',
    (state) => {
      expect(refused({ state }).code).toBe('NOT_FOUND');
      expect(refused({ intent: state }).code).toBe('NOT_FOUND');
    },
  );

  test('is truncated in the message if it is very long', () => {
    expect(refused({ state: 'x'.repeat(5_000) }).message.length).toBeLessThan(250);
  });

  test('is refused exactly if it is neither a state nor an alias, with existing suggestions', () => {
    const ids = sampleContent.states.map(({ id }) => id);
    const known = [...ids, ...Object.keys(sampleContent.aliases)];
    const name = fc.oneof(
      fc.string(),
      fc.constantFrom(...known),
      fc.constantFrom(...known).map((id) => id.slice(1)),
    );
    fc.assert(
      fc.property(name, (state) => {
        const result = getInstruction(sampleContent, { state });
        expect(result.ok).toBe(known.includes(state));
        if (result.ok) return;
        expect(result.error.suggestions.length).toBeLessThanOrEqual(3);
        expect(ids).toEqual(expect.arrayContaining([...result.error.suggestions]));
      }),
    );
  });
});

describe('the transition from `from`', () => {
  test.each([
    ['a declared transition', { from: 'init', state: 'slot_logging' }],
    ['a global state', { from: 'slot_logging', state: 'session_close' }],
    ['the same state', { from: 'slot_logging', state: 'slot_logging' }],
    ['a declared transition by alias', { from: 'weekly_reflection', state: 'reflection_save' }],
    ['from a state that returns', { from: 'aside', state: 'weekly_reflection' }],
    ['by intent, through init', { from: 'slot_logging', intent: 'week_review' }],
    ['without `from`', { state: 'weekly_reflection_save' }],
  ])('has no warning: %s', (_what, request) => {
    expect(given(request).transition_warning).toBeNull();
  });

  test('is allowed with a warning otherwise', () => {
    expect(given({ from: 'slot_logging', state: 'weekly_reflection_save' })).toMatchObject({
      state: 'weekly_reflection_save',
      transition_warning:
        'Переход slot_logging → weekly_reflection_save сценарием не предусмотрен. Из slot_logging ведут: init, session_close.',
    });
  });
});

describe('an instruction', () => {
  test('has the state, the rules and the transitions', () => {
    expect(given({ state: 'weekly_reflection', stage: 'systematic' })).toEqual({
      assistant: 'student-guide',
      fsm_version: '0.1.0',
      state: 'weekly_reflection',
      title: 'Название weekly_reflection',
      scenario: 'week',
      goal: 'Цель weekly_reflection',
      instructions: '## Цель\nЦель weekly_reflection',
      base_rules: '# Правила\n1. Факт — то, что вернул инструмент.',
      steps: [{ n: 1, do: 'Назвать факт.', tool: null }],
      questions: ['Что порадовало?'],
      max_questions: 1,
      data_requirements: [],
      allowed_tools: ['dt_get_week_summary'],
      output_template: { id: 'screen', text: 'Факты: {дни}' },
      result_schema: 'fsm://schemas/note',
      transitions: ['weekly_reflection_save', 'init'],
      transition_rules: [
        { to: 'weekly_reflection_save', when: 'пора в weekly_reflection_save', intent_examples: [] },
        { to: 'init', when: 'пора в init', intent_examples: [] },
      ],
      returns: false,
      return_to: null,
      intent_state: null,
      global_transitions: ['init', 'session_close'],
      intents: [],
      degradation: 'По словам ученика.',
      constraints: ['Без упрёков.'],
      consent: { read: false, write: false },
      transition_warning: null,
      style: 'Точно.',
      etag: 'sha256-weekly_reflection',
    });
  });

  test('has the intent table only in init', () => {
    expect(given({}).intents).toEqual(sampleContent.intents);
    expect(given({ state: 'slot_logging' }).intents).toEqual([]);
  });

  test.each(STAGES)('has the style of the stage %s', (stage) => {
    expect(given({ stage }).style).toBe(sampleContent.styles[stage]);
  });

  test('has the style of a stage that is given by its code', () => {
    const styles = STAGES.map((stage) => sampleContent.styles[stage]);
    expect(STAGE_CODES.map((stage) => given({ stage }).style)).toEqual(styles);
  });

  test.each([undefined, 'master', '__proto__', 'toString'])('has no style for the stage %s', (stage) => {
    expect(given({ stage }).style).toBeNull();
  });
});
