import { expect, test } from 'vitest';
import { MONDAY, newLearner, refusalOf } from '../../testing/person.ts';
import { listWorkProducts } from './list-work-products.ts';
import { saveWorkProduct } from './save-work-product.ts';

const productOf = ({ data }: { data: Record<string, unknown> }) => data['product'] as { product_id: string };
const PERIOD = { start_date: MONDAY, end_date: '2026-11-16' };

test('a reworked product stays one product', async () => {
  const learner = newLearner();
  const { data } = await learner.ask(saveWorkProduct, { type: 'draft', title: 'Черновик', finished: false });
  const { product_id } = data['product'] as { product_id: string };
  const post = { product_id, type: 'post', title: 'Пост', expected_version: 1 };
  const again = await learner.ask(saveWorkProduct, post);
  expect(again.data).toMatchObject({ operation: 'updated', product: { product_id, version: 2, finished: true } });
  expect((await learner.ask(saveWorkProduct, post)).data).toMatchObject({
    operation: 'unchanged',
    product: { product_id, version: 2 },
  });
  const unknown = learner.ask(saveWorkProduct, { product_id: 'unknown', type: 'post', title: 'Пост' });
  expect(await refusalOf(unknown)).toMatchObject({ code: 'NOT_FOUND', field: 'product_id' });
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
