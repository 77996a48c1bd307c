import { listOf } from '@aisystant/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { importDemo } from '../testing/corpus.ts';
import { send } from '../testing/person.ts';

beforeAll(importDemo);

const read = async (uri: string) => {
  const reply = await send({ method: 'resources/read', params: { uri } });
  return reply.error ? null : (listOf(reply, 'contents')[0]?.['text'] as string);
};
const complete = async (name: string, value: string, known: object = {}) => {
  const ref = { type: 'ref/resource', uri: 'guides://{guide}/{section}/{page}' };
  const params = { ref, argument: { name, value }, context: { arguments: known } };
  return (await send({ method: 'completion/complete', params })).result?.['completion'];
};

describe('an address of a page', () => {
  test.each([
    'guides://ritm-uchenika/x1.2/3',
    'guides://ritm-uchenika/X1.2/3',
    `guides://ritm-uchenika/${encodeURIComponent('х1.2')}/3`,
  ])('is read in any spelling: %s', async (uri) => {
    expect(await read(uri)).toContain('# X1.2:3 Минимум на плохой день');
  });

  test.each(['guides://ritm-uchenika/x1.2/99', 'guides://none/toc', 'guides://ritm-uchenika/x1.2/%E0%A4%A'])(
    'that does not exist is refused: %s',
    async (uri) => expect(await read(uri)).toBeNull(),
  );

  test('shows no answers to the exercises', async () => {
    const text = (await read('guides://ritm-uchenika/x1.1/4')) ?? '';
    expect(text).toContain('Вопросы для повторения');
    expect(text).not.toMatch(/^#+ Ответы/m);
  });
});

test('the variables of a page’s address are completed one by one', async () => {
  expect(await complete('guide', 'ri')).toMatchObject({ values: ['ritm-uchenika'] });
  expect(await complete('section', 'x1', { guide: 'ritm-uchenika' })).toMatchObject({
    values: ['x1.1', 'x1.2', 'x1.3'],
  });
  const known = { guide: 'ritm-uchenika', section: 'x1.1' };
  expect(await complete('page', '', known)).toMatchObject({ values: ['1', '2', '3', '4'] });
  expect(await complete('page', '', { guide: 'none', section: 'x' })).toMatchObject({ values: [] });
});

test('the catalogue leads to tables of contents that are there', async () => {
  const { guides } = JSON.parse((await read('guides://catalog')) ?? '');
  expect(guides).toHaveLength(5);
  for (const { toc, title } of guides) expect(await read(toc)).toContain(`# ${title}`);
});
