import type { TestClient } from '@aisystant/testing';
import { describe, expect, test } from 'vitest';
import { clientOf, MONDAY, newLearner, refusalOf } from '../../testing/person.ts';
import { listWorkProducts } from './list-work-products.ts';
import { saveWorkProduct } from './save-work-product.ts';

const productOf = ({ data }: { data: Record<string, unknown> }) => data['product'] as { product_id: string };
const PERIOD = { start_date: MONDAY, end_date: '2026-11-16' };

test('a reworked product stays one product', async () => {
  const learner = newLearner();
  const { data } = await learner.ask(saveWorkProduct, { type: 'draft', title: 'Черновик', finished: false });
  const { product_id } = data['product'] as { product_id: string };
  const post = { product_id, type: 'post', title: 'Пост', finished: true, expected_version: 1 };
  const again = await learner.ask(saveWorkProduct, post);
  expect(again.data).toMatchObject({ operation: 'updated', product: { product_id, version: 2, finished: true } });
  expect((await learner.ask(saveWorkProduct, post)).data).toMatchObject({
    operation: 'unchanged',
    product: { product_id, version: 2 },
  });
  const unknown = learner.ask(saveWorkProduct, { product_id: 'unknown', type: 'post', title: 'Пост' });
  expect(await refusalOf(unknown)).toMatchObject({
    code: 'NOT_FOUND',
    field: 'product_id',
    hint: 'Номера показывает dt_list_work_products.',
  });
});

test('a product is not overwritten without its version', async () => {
  const learner = newLearner();
  const { data } = await learner.ask(saveWorkProduct, { type: 'draft', title: 'Черновик' });
  const { product_id } = data['product'] as { product_id: string };
  const refusal = await refusalOf(learner.ask(saveWorkProduct, { product_id, type: 'post', title: 'Пост' }));
  expect(refusal).toMatchObject({ code: 'CONFLICT', field: 'expected_version' });
  expect(refusal.message).toContain('версия 1');
});

test('a repeated request creates a new product if the first one was changed since', async () => {
  const learner = newLearner();
  const draft = { type: 'draft', title: 'Черновик', finished: false };
  const { product_id } = productOf(await learner.ask(saveWorkProduct, draft));
  await learner.ask(saveWorkProduct, { ...draft, product_id, finished: true, expected_version: 1 });
  const recreated = await learner.ask(saveWorkProduct, draft);
  expect(recreated.data).toMatchObject({ operation: 'created', product: { finished: false, version: 1 } });
  expect((await learner.ask(saveWorkProduct, draft)).data).toMatchObject({
    operation: 'unchanged',
    product: { product_id: productOf(recreated).product_id },
  });
  expect((await learner.ask(listWorkProducts, PERIOD)).data).toMatchObject({ products: [{}, {}] });
});

describe('a replaced product', () => {
  const DRAFT = { type: 'draft', title: 'Черновик', finished: false, url: 'https://example.org/', guide_ref: 'X1.1:1' };
  const replaced = async (change: object, first: object = DRAFT, client?: TestClient) => {
    const learner = newLearner();
    const { product_id } = (await learner.ask(saveWorkProduct, first)).data['product'] as { product_id: string };
    const ask = client === undefined ? learner.ask : clientOf(learner, client);
    const answer = await ask(saveWorkProduct, { product_id, type: 'draft', expected_version: 1, ...change });
    const day = { start_date: '2026-11-16', end_date: '2026-11-16' };
    const { products } = (await learner.ask(listWorkProducts, day)).data as { products: readonly object[] };
    return { ...answer, stored: products[0] };
  };

  test('is not finished by what was not said', async () => {
    const { stored, data } = await replaced({ title: 'Другой' });
    expect(stored).toMatchObject({ title: 'Другой', finished: false, version: 2 });
    expect(data).toMatchObject({ product: { finished: false } });
    const finished = await replaced({ title: 'Другой' }, { type: 'draft', title: 'Черновик' });
    expect(finished.stored).toMatchObject({ finished: true });
  });

  test.each([
    [{}, 'не завершён'],
    [{ finished: false }, 'не завершён'],
    [{ finished: true }, 'завершён'],
  ])('says with %j that it is %s', async (change, state) => {
    expect((await replaced({ title: 'Другой', ...change })).summary).toContain(`«Другой», ${state} (`);
  });

  test('counts on the day it was finished, unless another is named', async () => {
    const begun = { ...DRAFT, date: '2026-11-03' };
    const dateOf = async (change: object) => {
      const learner = newLearner();
      const { product_id } = productOf(await learner.ask(saveWorkProduct, begun));
      const sent = { product_id, type: 'draft', title: 'Черновик', expected_version: 1, ...change };
      return ((await learner.ask(saveWorkProduct, sent)).data['product'] as { date?: string }).date;
    };
    expect(await dateOf({ finished: true })).toBe('2026-11-16');
    expect(await dateOf({ finished: true, date: '2026-11-12' })).toBe('2026-11-12');
    expect(await dateOf({ title: 'Другой' })).toBeUndefined();
  });

  test('says what it no longer has', async () => {
    const { data, summary } = await replaced({ title: 'Другой' });
    expect(data).toMatchObject({ operation: 'updated', removed: ['url', 'guide_ref'] });
    expect(summary).toContain('Убрано: адрес, страница руководства.');
    const kept = await replaced({ title: 'Другой', url: DRAFT.url, guide_ref: 'X1.1:2' });
    expect(kept.data).toMatchObject({ removed: [] });
    expect(kept.summary).not.toContain('Убрано');
  });

  test('says nothing of what it had to a client that may not read', async () => {
    const timer = { clientId: 'timer', scopes: ['dt:write'] };
    const { data, summary } = await replaced({ title: 'Другой' }, DRAFT, timer);
    expect(data).toMatchObject({ removed: [], product: { type: 'draft', title: 'Другой', version: 2 } });
    expect(data['product']).not.toHaveProperty('finished');
    expect(summary).not.toMatch(/заверш|Убрано/);
  });
});
