import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FsmContent, STAGES } from '../src/domain/content-model.ts';
import { getInstruction, type Instruction, type InstructionRequest } from '../src/domain/get-instruction.ts';
import { renderInstruction } from '../src/domain/render-instruction.ts';
import { assemble } from './assemble.ts';
import { formatProblem } from './problem.ts';
import { readContent } from './read-content.ts';
import { dtContract } from './sample-source.ts';
import { validate } from './validate.ts';

/** The Guide's own texts, against a contract that does not change under the test. */
const source = { ...(await readContent(join(import.meta.dirname, '../../..'))), contracts: [dtContract] };
const content: FsmContent = assemble(source);

function enter(request: InstructionRequest): Instruction {
  const result = getInstruction(content, request);
  if (!result.ok) throw new Error(result.refusal.message);
  return result.instruction;
}

/** Enters the states one after another as a client does; every way is a drawn or a global one. */
function walk(path: readonly string[]): readonly Instruction[] {
  return path.map((state, index) => {
    const instruction = enter({ state, from: path[index - 1] });
    expect(instruction.transition_warning).toBeNull();
    return instruction;
  });
}

describe('the content of the Guide', () => {
  test('is right', () => {
    expect(validate(source).map(formatProblem)).toEqual([]);
  });

  test('has the states that exist now', () => {
    expect(content.states.map(({ id }) => id)).toEqual([
      'blocker_debug',
      'dt_load_week',
      'help',
      'init',
      'no_dt_mode',
      'session_close',
      'slot_logging',
      'weekly_reflection',
      'weekly_reflection_save',
    ]);
  });

  test('leads every intent to the first state of its scenario', () => {
    expect(content.intents.map(({ id }) => [id, enter({ intent: id }).state])).toEqual([
      ['week_review', 'weekly_reflection'],
      ['log_slot', 'slot_logging'],
      ['blocker', 'blocker_debug'],
      ['other', 'init'],
    ]);
  });

  test('gives the model only names that it can call, and mentions no consent scenario', () => {
    const texts = JSON.stringify(content);
    expect(texts).not.toMatch(/dt\.(get|save|list)_|dt_consent/);
    for (const { allowed_tools } of content.states)
      for (const tool of allowed_tools) expect(tool).toMatch(/^dt_[a-z_]+$/);
  });

  test('fits into 7 KB of text for each state, stage and warning included', () => {
    for (const { id } of content.states) {
      const text = renderInstruction(enter({ state: id, from: 'session_close', stage: 'disciplined' }));
      expect([id, new TextEncoder().encode(text).length <= 7_168]).toEqual([id, true]);
    }
  });

  test('has a style for every stage', () => {
    for (const stage of STAGES) expect(enter({ stage }).style).toMatch(/\S/);
  });
});

describe('the week', () => {
  test('goes from facts through questions to a saved note', () => {
    const [, review, save] = walk(['init', 'weekly_reflection', 'weekly_reflection_save', 'init']);
    expect(review?.data_requirements).toEqual([
      { tool: 'dt_get_week_summary', args: { week: 'current' }, scope: 'dt:read', fallback: 'no_dt_mode' },
    ]);
    expect(review?.steps[0]).toMatchObject({ n: 1, tool: 'dt_get_week_summary' });
    expect(review?.questions).toHaveLength(3);
    expect(review?.output_template?.id).toBe('one_screen_week');
    expect(review?.transitions[0]).toBe('weekly_reflection_save');
    expect(save?.steps.map(({ tool }) => tool).filter((tool) => tool !== null)).toEqual(['dt_save_reflection_note']);
    expect(save?.consent).toEqual({ read: false, write: true });
  });

  test('may end the conversation after the note', () => {
    walk(['init', 'weekly_reflection', 'weekly_reflection_save', 'session_close']);
  });

  test('without data goes on by the words of the learner, and the note can still be saved', () => {
    const [, , overlay] = walk(['init', 'weekly_reflection', 'no_dt_mode', 'weekly_reflection_save', 'init']);
    expect(overlay?.allowed_tools).toEqual([]);
    expect(overlay?.instructions).toContain('«с твоих слов»');
  });

  test('saves under its former name too', () => {
    expect(enter({ state: 'reflection_save', from: 'weekly_reflection' })).toMatchObject({
      state: 'weekly_reflection_save',
      transition_warning: null,
    });
  });
});

describe('a blocker', () => {
  test('is talked over and ends in one experiment', () => {
    const [, debug] = walk(['init', 'blocker_debug', 'init']);
    expect(debug?.questions).toHaveLength(3);
    expect(debug?.consent.write).toBe(false);
  });

  test('can be looked at with the figures of the week and come back', () => {
    walk(['init', 'weekly_reflection', 'blocker_debug', 'dt_load_week', 'blocker_debug', 'slot_logging', 'init']);
  });
});

test('whoever wanders along drawn ways never gets stuck; the end begins a new conversation', () => {
  const turns = fc.array(fc.nat(), { minLength: 2_000, maxLength: 2_000 });
  fc.assert(
    fc.property(turns, (choices) => {
      let present = enter({});
      for (const choice of choices) {
        const { state: from, transitions } = present;
        if (transitions.length === 0) expect(from).toBe('session_close');
        const state = transitions[choice % transitions.length] ?? 'init';
        present = enter({ state, from });
        expect(present).toMatchObject({ state, transition_warning: null });
      }
    }),
    { numRuns: 5, endOnFailure: true },
  );
});
