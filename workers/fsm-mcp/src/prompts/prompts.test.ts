import { expect, test } from 'vitest';
import { content } from '../content.ts';
import { send } from '../testing/worker.ts';
import { prompts } from './prompts.ts';

async function textOf(name: string): Promise<string> {
  const reply = await send({ method: 'prompts/get', params: { name } });
  const [message] = (reply.result?.['messages'] ?? []) as { content: { text: string } }[];
  return message?.content.text ?? '';
}

test('a client without a system prompt of its own gets the rules from here', async () => {
  const text = await textOf('student_guide_system');
  expect(text).toContain(content.base_rules);
  expect(text).toContain('get_instruction');
});

test('the week is opened with one choice from a menu', async () => {
  expect(await textOf('weekly_review')).toBe(
    'Подведи итоги моей недели.\n\nСценарий: get_instruction, intent — week_review.',
  );
});

test('a prompt begins only a scenario that exists', async () => {
  const texts = await Promise.all(prompts.map(({ facts }) => textOf(facts.name)));
  const intents = texts.flatMap((text) => /intent — (\w+)\./.exec(text)?.[1] ?? []);
  for (const intent of intents) expect(content.intents.map(({ id }) => id)).toContain(intent);
  expect(prompts.some(({ facts }) => facts.name === 'plan_my_week')).toBe(
    content.intents.some(({ id }) => id === 'plan_week'),
  );
});
