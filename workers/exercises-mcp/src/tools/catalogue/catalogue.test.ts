import { refusalOf } from '@aisystant/testing';
import { describe, expect, test } from 'vitest';
import { exercises as compiled } from '../../content.ts';
import { people } from '../../testing/person.ts';
import { get } from './get.ts';
import { getHint } from './get-hint.ts';
import { getRubric } from './get-rubric.ts';
import { list } from './list.ts';

const exercises = compiled();

const askAnonymously = people.anonymous;

describe('exercises.get', () => {
  test.each(exercises.map(({ id }) => id))('gives %s with the form of its answer', async (id) => {
    const { data, summary } = await askAnonymously(get, { exercise_id: id });
    expect(data).toMatchObject({ exercise: { id, answer_schema: { type: expect.any(String) } } });
    const { prompt } = data['exercise'] as { prompt: string };
    expect(summary).toContain(prompt.trim());
  });

  test.each([
    [{ guide_page: 'X1.1:3' }, 'ex-x1-06'],
    [{ guide_page: 'х4.2:4' }, 'ex-x4-05'],
    [{ topic: 'слоты' }, 'ex-x1-06'],
    [{ topic: 'роли' }, 'ex-x4-05'],
    [{ goal_text: 'Хочу научиться вести заготовки' }, 'ex-x3-07'],
    [{ guide_page: 'X4', minutes: 5 }, 'ex-x4-10'],
    [{ guide_page: 'X1', exclude_ids: ['ex-x1-02', 'ex-x1-06'] }, 'ex-x1-09'],
    [{ guide_page: 'X1', exclude_ids: ['ех-х1-02', 'EX-X1-06'] }, 'ex-x1-09'],
    [{ guide_page: 'X5', difficulty: 'medium' }, 'ex-x5-08'],
  ])('finds by %j the exercise %s', async (input, id) => {
    expect((await askAnonymously(get, input)).data).toMatchObject({ exercise: { id } });
  });

  test.each([{ topic: 'квантовая хромодинамика' }, { exercise_id: 'ex-x9-99' }, { guide_page: 'X9' }])(
    'finds nothing by %j',
    async (input) => {
      expect(await refusalOf(askAnonymously(get, input))).toMatchObject({ code: 'NOT_FOUND' });
    },
  );
});

describe('exercises.list', () => {
  test('gives every exercise once, page by page', async () => {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const { data } = await askAnonymously(list, { limit: 3, ...(cursor !== undefined && { cursor }) });
      ids.push(...(data['items'] as { id: string }[]).map(({ id }) => id));
      cursor = (data['next_cursor'] as string | null) ?? undefined;
    } while (cursor !== undefined);
    expect(ids).toEqual(exercises.map(({ id }) => id).toSorted());
  });

  test('gives only the exercises of a guide and of a type that are asked for', async () => {
    const { data } = await askAnonymously(list, { guide: 'X4', type: 'table' });
    expect(data).toMatchObject({ total: 1, items: [{ id: 'ex-x4-05', graded_by: 'host', requires_project: true }] });
  });
});

describe('exercises.get_hint', () => {
  test('gives the hints in order, and says when there are no more', async () => {
    const hint = async (n: number) => (await askAnonymously(getHint, { exercise_id: 'ex-x2-01', n })).data;
    expect([await hint(1), await hint(2)]).toMatchObject([{ remaining: 1 }, { remaining: 0 }]);
    expect(await refusalOf(hint(3))).toMatchObject({ code: 'INVALID_ARGUMENT', field: 'n' });
  });
});

test('exercises.get_rubric gives the levels, and names the rubrics there are', async () => {
  const { data } = await askAnonymously(getRubric, { rubric_id: 'concept-slot' });
  expect(data).toMatchObject({
    exercise_id: 'ex-x1-06',
    passing_score: 60,
    rubric: { criteria: [{ id: 'main_idea', main: true }, {}, {}, {}] },
  });
  const refusal = await refusalOf(askAnonymously(getRubric, { rubric_id: 'concept' }));
  expect(refusal).toMatchObject({ code: 'NOT_FOUND', hint: expect.stringContaining('concept-slot') });
});
