import { beforeEach, expect, test, vi } from 'vitest';
import { listData } from '../testing/answer.ts';
import { serveInPlaceOfNetwork } from '../testing/network.ts';
import { askAs, toolNamed } from '../testing/person.ts';
import { testPortal } from '../testing/portal.ts';

beforeEach(() => {
  serveInPlaceOfNetwork(testPortal());
  return () => vi.unstubAllGlobals();
});

test('the text of a list of people says who has left, as the data do', async () => {
  const answer = await askAs('demo_long')(toolNamed('getUsers'), {});
  const { rows } = listData(answer);
  expect(new Set(rows.map(({ ACTIVE }) => ACTIVE))).toEqual(new Set([true, false]));
  for (const { ID, ACTIVE } of rows) {
    const line = answer.summary.split('\n').find((each) => each.startsWith(`- ${ID} `));
    expect(line?.includes('уже не работает')).toBe(ACTIVE === false);
  }
});
