import { expect, test } from 'vitest';
import { send } from '../testing/person.ts';

test.each([
  ['1', '1 минута'],
  ['02', '2 минуты'],
  ['15', '15 минут'],
  ['21', '21 минута'],
])('a person who has %s minutes says so in Russian', async (minutes, said) => {
  const params = { name: 'read_today', arguments: { guide: 'X1', minutes } };
  const { result } = await send({ method: 'prompts/get', params });
  expect(JSON.stringify(result)).toContain(`если есть ${said}?`);
});
