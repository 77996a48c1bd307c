import { expect, test } from 'vitest';
import { content as compiled } from '../content.ts';
import { send } from '../testing/person.ts';
import { prompts } from './prompts.ts';

const content = compiled();

async function textOf(name: string): Promise<string> {
  const reply = await send({ method: 'prompts/get', params: { name } });
  const [message] = (reply.result?.['messages'] ?? []) as { content: { text: string } }[];
  return message?.content.text ?? '';
}

test('the system prompt contains the base rules', async () => {
  const text = await textOf('student_guide_system');
  expect(text).toContain(content.base_rules);
  expect(text).toContain('get_instruction');
});

test('the prompt of the weekly review names its intent', async () => {
  expect(await textOf('weekly_review')).toBe(
    'Подведи итоги моей недели.\n\nСценарий: get_instruction, intent — week_review.',
  );
});

test('a prompt starts only an existing scenario', async () => {
  const texts = await Promise.all(prompts.map(({ facts }) => textOf(facts.name)));
  const intents = texts.flatMap((text) => /intent — (\w+)\./.exec(text)?.[1] ?? []);
  for (const intent of intents) expect(content.intents.map(({ id }) => id)).toContain(intent);
  expect(prompts.some(({ facts }) => facts.name === 'plan_my_week')).toBe(
    content.intents.some(({ id }) => id === 'plan_week'),
  );
});
