import { refusalOf } from '@aisystant/testing';
import { describe, expect, test } from 'vitest';
import { pacedPortal } from '../testing/paced-portal.ts';
import type { ReadMethod } from './portal-store.ts';

const PACE = { perSecond: 2, burst: 40 };
const LEADS = 'crm.lead.list';
const DEALS = 'crm.deal.list';

/** A portal in which a call of one method works for so many of the 480 seconds. */
function start(seconds: number) {
  const paced = pacedPortal(PACE, { costOf: (method) => (method === LEADS ? seconds : 0), operatingSeconds: 480 });
  const begin = paced.clock.now();
  const call = (method: ReadMethod) => paced.store.run([{ method, params: { select: ['ID'] } }]);
  /** When a call was answered, in ms from the beginning. */
  const answeredAt = async (method: ReadMethod) => {
    await call(method);
    return paced.clock.now() - begin;
  };
  return { ...paced, begin, call, answeredAt };
}

describe('a method that has worked', () => {
  test.each([
    ['less than half of its time is called as fast as others', 79, [0, 0, 0, 0]],
    ['half of its time is called every two seconds', 120, [0, 0, 2_000, 4_000]],
  ])('%s', async (_, seconds, times) => {
    const { wait, answeredAt } = start(seconds);
    const seen: number[] = [];
    for (const _time of times) seen.push(await wait(answeredAt(LEADS)));
    expect(seen).toEqual(times);
    expect(await wait(answeredAt(DEALS))).toBe(times.at(-1));
  });

  test('half of its time is waited for by those who call it, and not by the others', async () => {
    const { wait, call, answeredAt } = start(60);
    for (let calls = 0; calls < 4; calls += 1) await wait(call(LEADS));
    const methods: ReadMethod[] = [LEADS, DEALS, LEADS, DEALS, LEADS];
    expect(await wait(Promise.all(methods.map(answeredAt)))).toEqual([2_000, 0, 4_000, 0, 6_000]);
  });

  test('all of its time is not called before the time that the portal names, and then is', async () => {
    const { wait, call, answeredAt, portal, clock } = start(240);
    await wait(call(LEADS));
    await wait(call(LEADS));
    const { requests } = portal;
    const refused = await wait(refusalOf(call(LEADS)));
    expect(refused).toMatchObject({ code: 'RATE_LIMITED', retryable: true });
    // Known from the answer before: the portal is not asked.
    expect(portal.requests).toBe(requests);
    await wait(answeredAt(DEALS));
    const seconds = refused.retry_after_seconds ?? 0;
    expect(seconds).toBeGreaterThan(500);
    // A call waits for fifteen seconds at most.
    await clock.advance((seconds - 16) * 1_000);
    expect(await wait(refusalOf(call(LEADS)))).toMatchObject({ code: 'RATE_LIMITED' });
    await clock.advance(2_000);
    expect(await wait(answeredAt(LEADS))).toBeGreaterThanOrEqual(seconds * 1_000);
  });

  test('too long for another program of the portal answers 429, whose time is kept', async () => {
    const { wait, call, answeredAt, portal } = start(0);
    portal.setFaults({ kind: 'error', code: 'OPERATION_TIME_LIMIT' });
    const refused = await wait(refusalOf(call(LEADS)));
    expect(refused).toMatchObject({ code: 'RATE_LIMITED', retry_after_seconds: expect.any(Number) });
    const { requests } = portal;
    expect(await wait(answeredAt(DEALS))).toBe(0);
    expect(await wait(answeredAt(LEADS))).toBe((refused.retry_after_seconds ?? 0) * 1_000);
    expect(portal.requests).toBe(requests + 2);
  });
});

describe('the limit of the portal', () => {
  test('is not reached by the pace: of a hundred calls at once the portal refuses none', async () => {
    const { wait, store, refusals } = pacedPortal(PACE, { rate: { burst: 50, perSecond: 2 } });
    const calls = Array.from({ length: 100 }, () => store.run([{ method: DEALS, params: {} }]));
    const outcomes = await wait(Promise.allSettled(calls));
    expect(refusals()).toBe(0);
    // Forty at once, and two a second for as long as a call may wait; the others are told to come again.
    const late = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.facts.code] : []));
    expect(late.length).toBeLessThan(35);
    expect(new Set(late)).toEqual(new Set(['RATE_LIMITED']));
  });

  test('that others have used up refuses with 503, and no call is lost', async () => {
    const { wait, store, refusals, clock, fetch } = pacedPortal(PACE, { rate: { burst: 50, perSecond: 2 } });
    for (let each = 0; each < 50; each += 1) await fetch(new Request('http://localhost:8782/rest/1/x/profile'));
    expect(refusals()).toBe(0);
    const begin = clock.now();
    const calls = Array.from({ length: 4 }, () => store.run([{ method: LEADS, params: { select: ['ID'] } }]));
    const answers = await wait(Promise.all(calls));
    for (const {
      answers: [answer],
    } of answers)
      expect(answer?.total).toBe(654);
    expect(refusals()).toBeGreaterThan(0);
    expect(clock.now() - begin).toBeLessThan(18_000);
  });
});
