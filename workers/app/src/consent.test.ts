import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { answerOf, bindings, codeOf, EVERY_SCOPE, endpointOf, newLearner, provider, wayTo } from './testing/learner.ts';

beforeAll(() => void vi.spyOn(globalThis, 'fetch').mockImplementation(provider.fetch));
afterAll(() => void vi.restoreAllMocks());

/** A tool of each permission that changes nothing. */
const READS = {
  'dt:read': 'dt_get_goals',
  'exercises:read': 'exercises_get_attempts',
  'ktalk:read': 'get_user_records',
};
const WITHDRAW_WRITE = { scopes: ['dt:write'], decision: 'withdraw' };
const goal = (title: string) => ({ title, idempotency_key: title });

test('the consent page groups the permissions by server, and asks for none where nobody is known', async () => {
  const { consentPage } = await newLearner().app();
  const groups = [...consentPage.matchAll(/<fieldset>\s*<legend>([^<]+)<\/legend>([\s\S]*?)<\/fieldset>/g)].map(
    ([, legend, boxes = '']) => [legend, [...boxes.matchAll(/value="([^"]+)"/g)].map(([, scope]) => scope)],
  );
  expect(groups).toEqual([
    ['Что будет можно: Цифровой двойник', ['dt:read', 'dt:write']],
    ['Что будет можно: Упражнения', ['exercises:read', 'exercises:write']],
    ['Что будет можно: Встречи', ['ktalk:read']],
  ]);
});

describe('a permission that was not given', () => {
  test.each(Object.keys(READS))('S38 to %s alone opens nothing of the other servers', async (given) => {
    const way = await newLearner().app([given]);
    for (const [scope, tool] of Object.entries(READS)) {
      const { status, headers } = await way.call(tool);
      if (scope === given) expect([tool, status]).toEqual([tool, 200]);
      else {
        expect([tool, status]).toEqual([tool, 403]);
        // The step-up keeps what was given.
        expect(headers.get('www-authenticate')).toContain(`scope="${scope} ${given}"`);
      }
    }
  });

  test('is not told to a server as the permission of another', async () => {
    const way = await newLearner().app(['exercises:read', 'ktalk:read']);
    expect(await answerOf(way, 'dt_get_consent')).toMatchObject({ allowed: [] });
  });

  test('and a caller without a token get a challenge with all permissions of the app', async () => {
    const anonymous = await wayTo(endpointOf(bindings), 'no:such:token').call('dt_get_goals');
    expect(anonymous.status).toBe(401);
    expect(anonymous.headers.get('www-authenticate')).toContain(`scope="${EVERY_SCOPE.join(' ')}"`);
  });
});

describe('a withdrawal through the app', () => {
  test('ends that permission of the app, and no other of it', async () => {
    const way = await newLearner().app();
    await answerOf(way, 'dt_save_consent', WITHDRAW_WRITE);
    expect(await codeOf(way, 'dt_save_goal', goal('поздно'))).toBe('CONSENT_REQUIRED');
    expect(await codeOf(way, 'dt_get_goals')).toBe('200');
    expect(await codeOf(way, 'exercises_get_attempts')).toBe('200');
  });

  test('leaves the connection to the server itself, and a new sign-in gives the permission back', async () => {
    const learner = newLearner();
    const [app, dt] = [await learner.app(), await learner.at('dt-mcp')];
    await answerOf(app, 'dt_save_consent', WITHDRAW_WRITE);
    expect(await codeOf(dt, 'dt_save_goal', goal('через двойник'))).toBe('200');
    expect(await codeOf(await learner.app(), 'dt_save_goal', goal('снова'))).toBe('200');
  });
});
