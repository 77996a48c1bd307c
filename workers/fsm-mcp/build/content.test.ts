import { join } from 'node:path';
import { formatProblem } from '@aisystant/mcp/content';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FsmContent, STAGES } from '../src/domain/content-model.ts';
import { getInstruction, type Instruction, type InstructionRequest } from '../src/domain/get-instruction.ts';
import { renderInstruction } from '../src/domain/render-instruction.ts';
import { assemble } from './assemble.ts';
import { parseContent } from './parse-content.ts';
import { readContent } from './read-content.ts';
import {
  DOCUMENTED_ALIASES,
  DOCUMENTED_INTENTS,
  DOCUMENTED_RETURNS,
  DOCUMENTED_TRANSITIONS,
} from './testing/documented-states.ts';
import { validate } from './validate.ts';

/** The real content and the real contracts. */
const source = await readContent(join(import.meta.dirname, '../../..'));
const { coming, tools } = parseContent(source).content;
const content: FsmContent = assemble(source);
const existing = new Set(content.states.map(({ id }) => id));
const planned = new Set(coming.states.map(({ id }) => id));

function enter(request: InstructionRequest): Instruction {
  const result = getInstruction(content, request);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

describe('the content of the Guide', () => {
  test('is valid', () => {
    expect(validate(source).map(formatProblem)).toEqual([]);
  });

  test('has every documented state or lists it as planned', () => {
    expect(Object.keys(DOCUMENTED_TRANSITIONS)).toHaveLength(37);
    expect([...existing, ...planned].toSorted()).toEqual(Object.keys(DOCUMENTED_TRANSITIONS).toSorted());
  });

  test('plans only for tools that no server has yet', () => {
    const here = tools.map(({ id }) => id);
    for (const { waits_for } of [...coming.states, ...coming.parts]) {
      expect(waits_for.filter((id) => here.includes(id))).toEqual([]);
    }
  });

  test.each(Object.entries(DOCUMENTED_TRANSITIONS).filter(([id]) => existing.has(id)))(
    'has the documented transitions of %s',
    (id, targets) => {
      expect(enter({ state: id }).transitions).toEqual(
        expect.arrayContaining(targets.filter((to) => existing.has(to))),
      );
      expect(enter({ state: id }).returns).toBe(DOCUMENTED_RETURNS.includes(id));
    },
  );

  test('maps every documented intent to the first state of its scenario', () => {
    const later = Object.fromEntries(coming.states.flatMap(({ id, intents }) => intents.map((intent) => [intent, id])));
    const now = Object.fromEntries(content.intents.map(({ id }) => [id, enter({ intent: id }).state]));
    expect({ ...now, ...later }).toEqual(DOCUMENTED_INTENTS);
  });

  test('has the documented aliases', () => {
    const later = Object.fromEntries(coming.states.flatMap(({ id, aliases }) => aliases.map((alias) => [alias, id])));
    expect({ ...content.aliases, ...later }).toEqual(DOCUMENTED_ALIASES);
  });

  test('contains only wire names of tools', () => {
    expect(JSON.stringify(content)).not.toMatch(/\b(dt|guides|exercises)\.[a-z]+_/);
    for (const { allowed_tools } of content.states)
      for (const tool of allowed_tools) expect(tool).toMatch(/^(dt|guides|exercises)_[a-z_]+$/);
  });

  test('has at most 7 KB of text for each state, including style and warning', () => {
    for (const { id } of content.states) {
      const text = renderInstruction(enter({ state: id, from: 'session_close', stage: 'disciplined' }));
      expect([id, new TextEncoder().encode(text).length <= 7_168]).toEqual([id, true]);
    }
  });

  test('has a style for every stage', () => {
    for (const stage of STAGES) expect(enter({ stage }).style).toMatch(/\S/);
  });
});

describe('the scenario of the week', () => {
  test('begins with facts, asks three questions and leads to a note', () => {
    const review = enter({ state: 'weekly_reflection', from: 'init' });
    expect(review.data_requirements).toEqual([
      { tool: 'dt_get_week_summary', args: { week: 'current' }, scope: 'dt:read', fallback: 'no_dt_mode' },
    ]);
    expect(review.steps[0]).toMatchObject({ n: 1, tool: 'dt_get_week_summary' });
    expect(review.questions).toHaveLength(3);
    expect(review.output_template?.id).toBe('one_screen_week');
    expect(review.transitions[0]).toBe('weekly_reflection_save');
  });

  test('saves a note with a schema', () => {
    const save = enter({ state: 'reflection_save', from: 'weekly_reflection' });
    expect(save).toMatchObject({ state: 'weekly_reflection_save', transition_warning: null });
    expect(save.steps.map(({ tool }) => tool).filter((tool) => tool !== null)).toContain('dt_save_reflection_note');
    expect(save.consent).toEqual({ read: true, write: true });
    expect(save.result_schema).toBe('fsm://schemas/weekly_reflection');
    expect(content.schemas['weekly_reflection']).toMatchObject({ 'x-saved-by': 'dt_save_reflection_note' });
  });

  test('continues without data, and returns to the previous state', () => {
    const overlay = enter({ state: 'no_dt_mode', from: 'weekly_reflection' });
    expect(overlay.allowed_tools).toEqual([]);
    expect(overlay.instructions).toContain('«с твоих слов»');
    for (const state of existing) expect(enter({ from: 'no_dt_mode', state }).transition_warning).toBeNull();
  });
});

describe('a state has the tools it needs', () => {
  const withTool = (tool: string) => content.states.filter(({ allowed_tools }) => allowed_tools.includes(tool));

  test('to read the previous plan and its version, if it saves a plan', () => {
    const savers = withTool('dt_save_week_plan');
    expect(savers.map(({ id }) => id)).toEqual(['plan_save', 'relapse_recovery']);
    for (const { allowed_tools } of savers) expect(allowed_tools).toContain('dt_get_week_plan');
  });

  test.each(['activity_event', 'reflection_note'])('to list old records, if it cancels an %s', (what) => {
    const states = withTool(`dt_cancel_${what}`);
    expect(states).not.toHaveLength(0);
    for (const { allowed_tools } of states) expect(allowed_tools).toContain(`dt_list_${what}s`);
  });

  test('for export and deletion only in dt_consent, next to init', () => {
    for (const tool of ['dt_export_my_data', 'dt_delete_my_data']) {
      expect(withTool(tool).map(({ id }) => id)).toEqual(['dt_consent']);
    }
    const examples = enter({}).transition_rules.flatMap(({ to, intent_examples }) =>
      to === 'dt_consent' ? intent_examples : [],
    );
    expect(examples).toEqual(expect.arrayContaining(['скачай мои данные', 'удали мои данные']));
  });

  test.each(['weekly_reflection', 'progress_review'])('the form of %s asks for no number that is unknown', (state) => {
    const form = enter({ state }).output_template?.text ?? '';
    const demanded = form.replaceAll(/\[[^[\]]*(\[[^[\]]*\][^[\]]*)*\]/g, '');
    expect(form).toMatch(/\{(минуты|часы)\}/);
    expect(demanded).not.toMatch(/\{(минуты|часы|дней|число|значение)\}/);
  });

  test('the progress names goals as the twin counts them: reached ones, not all that are closed', () => {
    expect(enter({ state: 'progress_review' }).output_template?.text).toContain('достигнуто {число}');
  });

  test('the template of the week covers every pattern', () => {
    const shapes = /strong_start_decline|many_days_little_time|much_time_few_products/g;
    expect(enter({ state: 'weekly_reflection' }).output_template?.text.match(shapes)).toHaveLength(3);
  });
});

test('a random walk of 10,000 allowed transitions never gets stuck', () => {
  const turns = fc.array(fc.nat(), { minLength: 10_000, maxLength: 10_000 });
  fc.assert(
    fc.property(turns, (choices) => {
      let current = enter({});
      let previous = current.state;
      for (const choice of choices) {
        const { state: from, transitions, returns, global_transitions } = current;
        if (transitions.length === 0) expect(from).toBe('session_close');
        const targets = [...transitions, ...global_transitions, ...(returns ? [previous] : [])];
        const state = transitions.length === 0 ? 'init' : (targets[choice % targets.length] ?? 'init');
        current = enter({ state, from });
        expect(current).toMatchObject({ state, transition_warning: null });
        previous = from;
      }
    }),
    { numRuns: 2, endOnFailure: true },
  );
});
