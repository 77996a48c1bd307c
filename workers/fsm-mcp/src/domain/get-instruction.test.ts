import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { STAGES } from './content-model.ts';
import {
  getInstruction,
  type Instruction,
  type InstructionRequest,
  type InstructionResult,
} from './get-instruction.ts';
import { sampleContent } from './sample-content.ts';

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

describe('which state is given', () => {
  test('init, when nothing is asked', () => {
    expect(given({}).state).toBe('init');
  });

  test('the named one, whatever else is said', () => {
    expect(given({ state: 'slot_logging', intent: 'week_review', from: 'init' }).state).toBe('slot_logging');
  });

  test('the one behind an alias', () => {
    expect(given({ state: 'reflection_save' }).state).toBe('weekly_reflection_save');
  });

  test('the first of the intent, rather than the present one', () => {
    expect(given({ intent: 'week_review', from: 'slot_logging' }).state).toBe('weekly_reflection');
  });

  test('the present one again, when only that is said', () => {
    expect(given({ from: 'reflection_save' }).state).toBe('weekly_reflection_save');
  });

  test('init with a warning, when the present one is unknown', () => {
    expect(given({ from: 'somewhere' })).toMatchObject({
      state: 'init',
      transition_warning: 'Состояние "somewhere" в from неизвестно, переход не проверен.',
    });
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

  test('near an alias suggests the state behind it, once', () => {
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
    'such as "%s" is no state',
    (state) => {
      expect(refused({ state }).code).toBe('NOT_FOUND');
      expect(refused({ intent: state }).code).toBe('NOT_FOUND');
    },
  );

  test('that is very long is quoted only in part', () => {
    expect(refused({ state: 'x'.repeat(5_000) }).message.length).toBeLessThan(250);
  });

  test('is refused exactly when it is neither a state nor an alias, with suggestions that exist', () => {
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

describe('the way from the present state', () => {
  test.each([
    ['a drawn one', { from: 'init', state: 'slot_logging' }],
    ['a global one', { from: 'slot_logging', state: 'session_close' }],
    ['staying', { from: 'slot_logging', state: 'slot_logging' }],
    ['a drawn one under an alias', { from: 'weekly_reflection', state: 'reflection_save' }],
    ['the way back from a state that interrupts others', { from: 'aside', state: 'weekly_reflection' }],
    ['a jump by intent, which goes through init', { from: 'slot_logging', intent: 'week_review' }],
    ['an unknown beginning that nobody told', { state: 'weekly_reflection_save' }],
  ])('%s is taken without a warning', (_what, request) => {
    expect(given(request).transition_warning).toBeNull();
  });

  test('another one is taken with a warning', () => {
    expect(given({ from: 'slot_logging', state: 'weekly_reflection_save' })).toMatchObject({
      state: 'weekly_reflection_save',
      transition_warning:
        'Переход slot_logging → weekly_reflection_save сценарием не предусмотрен. Из slot_logging ведут: init, session_close.',
    });
  });
});

describe('an instruction', () => {
  test('carries the state, the rules and the ways on', () => {
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

  test('carries the intent table only in init', () => {
    expect(given({}).intents).toEqual(sampleContent.intents);
    expect(given({ state: 'slot_logging' }).intents).toEqual([]);
  });

  test.each(STAGES)('speaks in the style of the stage %s', (stage) => {
    expect(given({ stage }).style).toBe(sampleContent.styles[stage]);
  });

  test.each([undefined, 'master', '__proto__', 'toString'])('has no style at the stage %s', (stage) => {
    expect(given({ stage }).style).toBeNull();
  });
});
