import { send } from '@aisystant/testing';
import { describe, expect, test } from 'vitest';
import { people } from '../testing/person.ts';
import { TEXTS } from '../texts.ts';
import { prompts } from './prompts.ts';

const { token } = await people.signIn();
/** The text with which a prompt opens a conversation, or the error. */
async function opened(name: string, values: object): Promise<string> {
  const { result, error } = await send(people.fetch, people.endpoint, {
    method: 'prompts/get',
    params: { name, arguments: values },
    token,
  });
  if (error) return error.message;
  const [{ role, content }] = (result as { messages: [{ role: string; content: { type: string; text: string } }] })
    .messages;
  expect([role, content.type]).toEqual(['user', 'text']);
  return content.text;
}

describe('a prompt', () => {
  test.each<[string, object, string]>([
    [
      'fresh_leads',
      {},
      'Покажи лиды за сегодня: кто обратился, откуда, в какой стадии, кто отвечает. Скажи, кому ещё не ответили.',
    ],
    [
      'fresh_leads',
      { period: 'вчера' },
      'Покажи лиды за вчера: кто обратился, откуда, в какой стадии, кто отвечает. Скажи, кому ещё не ответили.',
    ],
    [
      'overdue_tasks',
      {},
      'Покажи мои просроченные задачи, самые старые сверху. Предложи, что закрыть сегодня и что перенести.',
    ],
    [
      'stuck_deals',
      {},
      'Найди сделки в работе, которые не менялись 14 дней. Сгруппируй по стадиям, посчитай сумму, назови ответственных.',
    ],
    [
      'stuck_deals',
      { days: '30' },
      'Найди сделки в работе, которые не менялись 30 дней. Сгруппируй по стадиям, посчитай сумму, назови ответственных.',
    ],
    [
      'seller_week',
      { person: 'Орлов' },
      'Подведи итог недели для Орлов: новые лиды, сделки по группам стадий, завершённые и просроченные задачи. Коротко, с числами.',
    ],
  ])('%s with %j says what its file says', async (name, values, text) => {
    expect(await opened(name, values)).toBe(text);
  });

  test.each<[string, object, RegExp]>([
    ['seller_week', {}, /person/],
    ['stuck_deals', { days: 'две недели' }, /days/],
    ['fresh_leads', { period: '' }, /period/],
    ['overdue_tasks', { person: 'Орлов' }, /person/],
  ])('%s with %j is refused, and the error names the argument', async (name, values, said) => {
    expect(await opened(name, values)).toMatch(said);
  });

  test('puts an argument in as it is, braces and dollars too', async () => {
    for (const person of ['{days}', '$& $1', 'Орлов {person}']) {
      expect(await opened('seller_week', { person })).toContain(`для ${person}:`);
    }
  });
});

test.each(Object.keys(TEXTS))(
  'in %s there are the four prompts, each with a title, a purpose and the arguments of all',
  (locale) => {
    const [made, russian] = [TEXTS[locale] ?? TEXTS.ru, TEXTS.ru].map((texts) => prompts(texts));
    expect(made?.map(({ facts }) => facts.name)).toEqual([
      'fresh_leads',
      'overdue_tasks',
      'stuck_deals',
      'seller_week',
    ]);
    for (const [index, prompt] of (made ?? []).entries()) {
      expect(prompt.facts.title).not.toBe('');
      const names = (each: typeof prompt | undefined) => Object.keys(Object(each?.argumentsSchema['properties']));
      expect(names(prompt)).toEqual(names(russian?.[index]));
    }
  },
);

test('what a prompt in English says where an argument is left out is English too', () => {
  const { en } = TEXTS;
  expect(en).toBeDefined();
  for (const { argumentsSchema } of en ? prompts(en) : [])
    expect(JSON.stringify(argumentsSchema)).not.toMatch(/[а-яё]/i);
});
