import { describe, expect, test } from 'vitest';
import { DOCUMENTED_BRANCHES } from '../../build/testing/documented-states.ts';
import { content } from '../content.ts';
import { send } from '../testing/worker.ts';

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
