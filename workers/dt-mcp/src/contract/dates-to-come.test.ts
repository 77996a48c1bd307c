import { describe, expect, test } from 'vitest';
import { type Learner, NOW, newLearner, refusalOf } from '../testing/person.ts';
import { listWorkProducts } from '../tools/activity/list-work-products.ts';
import { saveWorkProduct } from '../tools/activity/save-work-product.ts';
import { updateWorkProduct } from '../tools/activity/update-work-product.ts';
import { listGuideSessions } from '../tools/reflection/list-guide-sessions.ts';
import { saveGuideSession } from '../tools/reflection/save-guide-session.ts';

const POST = { type: 'post', title: 'Пост' };
const SESSION = { type: 'weekly', summary: 'Разобрали неделю' };
const update = async (learner: Learner, date: string) => {
  const { product_id } = (await learner.ask(saveWorkProduct, POST)).data['product'] as { product_id: string };
  return learner.ask(updateWorkProduct, { product_id, date });
};

describe.each([
  ['a product', (learner: Learner, date: string) => learner.ask(saveWorkProduct, { ...POST, date })],
  ['a changed product', update],
  ['a session', (learner: Learner, date: string) => learner.ask(saveGuideSession, { ...SESSION, date })],
])('%s of the past', (_, write) => {
  // In Moscow it is 16 November; on the other side of the date line it may be a day later.
  test.each(['2026-11-15', '2026-11-16', '2026-11-17'])('may be of %s', async (date) => {
    await expect(write(newLearner(), date)).resolves.toBeDefined();
  });

  test.each(['2026-11-18', '2026-11-20', '2062-11-16'])(
    'is not of %s, and the refusal says until when',
    async (date) => {
      const refusal = await refusalOf(write(newLearner(), date));
      expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', field: 'date' });
      expect(refusal.hint).toContain('не позже 17.11.2026');
    },
  );
});

test('what was refused for its date is neither counted nor listed', async () => {
  const learner = newLearner();
  for (const [tool, input] of [
    [saveWorkProduct, POST],
    [saveGuideSession, SESSION],
  ] as const) {
    await refusalOf(learner.ask(tool, { ...input, date: '2062-11-16' }));
  }
  const period = { start_date: '2026-11-01', end_date: '2026-12-31' };
  expect((await learner.ask(listWorkProducts, period, NOW)).data).toMatchObject({ total: 0 });
  expect((await learner.ask(listGuideSessions, {}, NOW)).data).toMatchObject({ sessions: [] });
});
