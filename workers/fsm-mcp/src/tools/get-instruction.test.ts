import { afterEach, describe, expect, test, vi } from 'vitest';
import dtContract from '../../../../docs/contracts/dt-mcp.json';
import { DOCUMENTED_BRANCHES } from '../../build/testing/documented-states.ts';
import { content as compiled } from '../content.ts';
import { send } from '../testing/person.ts';

const content = compiled();

const existing = new Set(content.states.map(({ id }) => id));

async function enter(args: Readonly<Record<string, string>>) {
  const reply = await send({ method: 'tools/call', params: { name: 'get_instruction', arguments: args } });
  return reply.result;
}

describe('a documented path has no transition warnings', () => {
  for (const [name, branch] of Object.entries(DOCUMENTED_BRANCHES)) {
    // A branch is walked as far as its states exist; content/coming.yaml says what they wait for.
    const path = branch.filter((id) => existing.has(id));

    test(`${name}: ${path.join(' → ')}`, async () => {
      for (const [index, state] of path.entries()) {
        const from = path[index - 1];
        const step = await enter({ state, ...(from !== undefined && { from }) });
        expect(step).toMatchObject({ isError: false, structuredContent: { state, transition_warning: null } });
      }
    });
  }
});

describe('every scenario', () => {
  test.each(content.intents.map(({ id, state }) => [id, state]))('%s begins with %s', async (intent, state) => {
    expect(await enter({ intent })).toMatchObject({ structuredContent: { state } });
  });

  test('is listed in the first step, since many clients do not read resources', async () => {
    const first = await enter({});
    expect(first).toMatchObject({ structuredContent: { state: 'init', intents: content.intents } });
    const [text] = (first?.['content'] ?? []) as { text: string }[];
    for (const { id } of content.intents) expect(text?.text).toContain(id);
  });
});

test('a misspelt state is refused with a suggestion', async () => {
  const refused = await enter({ state: 'weekly_reflexion' });
  expect(refused).toMatchObject({ isError: true });
  expect(JSON.stringify(refused)).toContain('weekly_reflection');
});

describe('the time of a step', () => {
  afterEach(() => void vi.useRealTimers());

  test('is that of the call, in the zone of the learner or of Moscow, in the data and in the text', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-28T21:30:00Z') });
    const moscow = {
      now: '2026-11-29T00:30:00+03:00',
      date: '2026-11-29',
      weekday: 'воскресенье',
      timezone: 'Europe/Moscow',
    };
    const step = await enter({});
    expect(step).toMatchObject({ structuredContent: moscow });
    expect(JSON.stringify(step?.['content'])).toContain('воскресенье, 2026-11-29T00:30:00+03:00');
    expect(await enter({ timezone: 'Asia/Vladivostok' })).toMatchObject({
      structuredContent: { now: '2026-11-29T07:30:00+10:00', timezone: 'Asia/Vladivostok' },
    });
    vi.setSystemTime(Date.parse('2026-11-28T21:31:00Z'));
    expect(await enter({})).toMatchObject({ structuredContent: { now: '2026-11-29T00:31:00+03:00' } });
  });

  test('is said to be of Moscow where no zone was named, since the learner may live by another', async () => {
    const said = 'Пояс ученика не назван';
    const unnamed = await enter({});
    expect(unnamed).toMatchObject({ structuredContent: { timezone: 'Europe/Moscow', timezone_assumed: true } });
    expect(JSON.stringify(unnamed?.['content'])).toContain(said);
    const named = await enter({ timezone: 'Europe/Moscow' });
    expect(named).toMatchObject({ structuredContent: { timezone: 'Europe/Moscow', timezone_assumed: false } });
    expect(JSON.stringify(named?.['content'])).not.toContain(said);
  });

  test('of what is recorded is that of the learner: the step may read their zone', async () => {
    const step = await enter({ state: 'slot_logging' });
    expect(step).toMatchObject({ structuredContent: { allowed_tools: expect.arrayContaining(['dt_get_profile']) } });
  });

  test('of an unknown zone is refused with its field', async () => {
    expect(await enter({ timezone: 'Europe/Atlantis' })).toMatchObject({
      isError: true,
      _meta: { 'aisystant/error': { code: 'INVALID_ARGUMENT', field: 'timezone' } },
    });
  });
});

test('every stage that a tool of dt-mcp names sets a style', async () => {
  const codes = new Set(JSON.stringify(dtContract).match(/STG\.[\w.]+\w/g));
  expect(codes.size).toBeGreaterThan(4);
  for (const stage of codes) {
    expect(await enter({ stage })).toMatchObject({
      isError: false,
      structuredContent: { style: expect.stringMatching(/\S/) },
    });
  }
});

const returning = content.states.filter(({ returns }) => returns).map(({ id }) => id);

test('a conversation without data leads back', () => {
  expect(returning).toContain('no_dt_mode');
});

test.each(returning)('%s leads back to the step where the conversation broke off', async (state) => {
  for (const { id: from } of content.states.filter(({ id }) => id !== state)) {
    const { structuredContent: step } = (await enter({ state, from })) as {
      structuredContent: { transitions: string[] };
    };
    expect(step).toMatchObject({ return_to: from });
    expect(step.transitions).toContain(from);
  }
});
