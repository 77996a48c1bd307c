import { send } from '@aisystant/testing';
import { expect, test } from 'vitest';
import { server } from '../server.ts';
import { people, signIn } from '../testing/person.ts';
import { prompts } from './prompts.ts';

const get = async (name: string, args: Record<string, string> = {}) => {
  const { token } = await signIn(['dt:read']);
  const params = { name, arguments: args };
  const { result, error } = await send(people.fetch, people.endpoint, { method: 'prompts/get', params, token });
  const [message] = (result?.['messages'] ?? []) as { content: { text: string } }[];
  return { text: message?.content.text ?? '', error };
};

test('there is a prompt for the review, the plan, a pomodoro and the progress', () => {
  expect(prompts.map(({ facts }) => facts.title)).toEqual([
    'Итоги недели',
    'План недели',
    'Запиши помидорку',
    'Мой прогресс',
  ]);
});

test.each(prompts.map(({ facts }) => facts.name))('%s names only tools and values that exist', async (name) => {
  const { text } = await get(name);
  const named = text.match(/dt_[a-z_]+/g) ?? [];
  expect(named.length).toBeGreaterThan(0);
  expect(server.tools.map((tool) => tool.name)).toEqual(expect.arrayContaining(named));
});

test('what a person adds is in the text', async () => {
  expect((await get('log_pomodoro', { what: '25 минут читал о ролях' })).text).toContain('25 минут читал о ролях');
  expect((await get('week_plan', { wish: 'больше писать' })).text).toContain('больше писать');
  expect((await get('my_progress', { horizon: '12w' })).text).toContain('horizon — 12w');
  expect((await get('my_progress', { horizon: 'год' })).error?.message).toContain('INVALID_ARGUMENT');
});
