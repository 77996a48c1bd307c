import { describe, expect, test } from 'vitest';
import { content as compiled } from '../content.ts';
import { send } from '../testing/person.ts';

const content = compiled();

const read = async (uri: string) => {
  const reply = await send({ method: 'resources/read', params: { uri } });
  const [first] = (reply.result?.['contents'] ?? []) as { mimeType: string; text: string }[];
  return { mime: first?.mimeType, text: first?.text ?? '', error: reply.error };
};
const readJson = async (uri: string) => JSON.parse((await read(uri)).text);

describe('public resources', () => {
  test('list the assistant and its initial state', async () => {
    expect(await readJson('fsm://assistants')).toMatchObject({
      assistants: [{ id: 'student-guide', initial_state: 'init', states: content.states.length }],
    });
  });

  test('list all states and render each of them', async () => {
    const { states } = await readJson('fsm://states');
    expect(states.map(({ id }: { id: string }) => id)).toEqual(content.states.map(({ id }) => id));
    for (const { uri, title } of states) {
      const state = await read(uri);
      expect(state.mime).toBe('text/markdown');
      expect(state.text).toContain(`# Шаг сценария: ${title}`);
    }
  });

  test('have the graph as data and as a Mermaid flowchart', async () => {
    const graph = await readJson('fsm://graph');
    expect(graph.states).toHaveLength(content.states.length);
    expect(graph.transitions).toContainEqual(
      expect.objectContaining({ from: 'weekly_reflection', to: 'weekly_reflection_save' }),
    );
    expect(graph.mermaid).toMatch(/^flowchart TD\n/);
  });

  test('have the base rules and the consent', async () => {
    expect((await read('fsm://instructions/base')).text).toBe(content.base_rules);
    expect((await read('fsm://instructions/consent')).text).toContain('Разрешение даётся при входе');
  });

  test('have the result schemas', async () => {
    for (const id of Object.keys(content.schemas)) {
      expect(await readJson(`fsm://schemas/${id}`)).toMatchObject({ $id: `fsm://schemas/${id}`, type: 'object' });
    }
  });

  test('have the intents and the changelog', async () => {
    expect(await readJson('fsm://catalogs/intents')).toEqual({ intents: content.intents });
    const { changes } = await readJson('fsm://changelog');
    expect(changes[0].version).toBe(content.fsm_version);
  });
});

test.each(['fsm://states/nowhere', 'fsm://schemas/__proto__', 'fsm://schemas/constructor'])(
  '%s does not exist',
  async (uri) => {
    expect((await read(uri)).error).toMatchObject({ code: -32602 });
  },
);

test('ids of states and of schemas are completed', async () => {
  const ask = async (uri: string, value: string) => {
    const params = { ref: { type: 'ref/resource', uri }, argument: { name: 'id', value } };
    return (await send({ method: 'completion/complete', params })).result?.['completion'];
  };
  expect(await ask('fsm://states/{id}', 'weekly_reflection_')).toMatchObject({ values: ['weekly_reflection_save'] });
  expect(await ask('fsm://schemas/{id}', 'weekly_r')).toMatchObject({ values: ['weekly_reflection'] });
  expect(await ask('fsm://states/{id}', 'zzz')).toMatchObject({ values: [] });
});
