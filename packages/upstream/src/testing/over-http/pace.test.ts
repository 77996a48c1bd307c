import { afterEach, expect, test } from 'vitest';
import { fixturePolicy } from '../fixture-policy.ts';
import { startCaller } from './setup.ts';
import { type Behaviour, body, json, stall, type ThirdParty } from './third-party.ts';

const open: ThirdParty[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

const start: typeof startCaller = async (change, io) => {
  const caller = await startCaller(change, io);
  open.push(caller.thirdParty);
  return caller;
};

const pace = (change: Partial<(typeof fixturePolicy)['pace']>) => ({ pace: { ...fixturePolicy.pace, ...change } });
const slowly: Behaviour = (...args) => void setTimeout(() => json({ value: 1 })(...args), 30);

test('calls of a lane go one by one, all together no more than allowed', async () => {
  const { call, thirdParty } = await start(pace({ parallel: 3 }));
  thirdParty.answerWith([], slowly);
  await Promise.all(Array.from({ length: 5 }, () => call({ endpoint: 'oneByOne' })));
  expect(thirdParty.mostAtOnce()).toBe(1);
  await Promise.all(Array.from({ length: 9 }, () => call()));
  expect(thirdParty.mostAtOnce()).toBe(3);
});

test('Retry-After is kept to, by this caller and by all others with its key', async () => {
  const { call, thirdParty } = await start();
  thirdParty.answerWith([body('', 429, { 'retry-after': '1' })]);
  const began = Date.now();
  const first = call();
  await expect.poll(() => thirdParty.requests.length).toBe(1);
  const results = await Promise.all([first, call()]);
  expect(results.every(({ ok }) => ok)).toBe(true);
  expect(Date.now() - began).toBeGreaterThanOrEqual(950);
});

test('a Retry-After longer than the call may take is told at once', async () => {
  const { call, thirdParty } = await start();
  thirdParty.answerWith([body('', 429, { 'retry-after': '60' })]);
  expect(await call()).toMatchObject({ ok: false, error: { reason: 'rate_limited', retryAfterMs: 60_000 } });
  expect(await call()).toMatchObject({ ok: false, error: { reason: 'busy', attempts: 0 } });
  expect(thirdParty.requests).toHaveLength(1);
});

test('the breaker opens after failures, lets one call try, and closes when it succeeds', async () => {
  const breaker = { failures: 3, openMs: 1_500 };
  const { call, thirdParty } = await start({ ...pace({ breaker }), retry: { attempts: 3, baseMs: 1, maxMs: 1 } });
  thirdParty.answerWith(Array(3).fill(body('', 500)), slowly);
  expect(await call()).toMatchObject({ ok: false, error: { reason: 'unavailable', attempts: 3 } });
  expect(await call()).toMatchObject({ ok: false, error: { reason: 'circuit_open', attempts: 0 } });
  expect(thirdParty.requests).toHaveLength(3);
  await new Promise((resolve) => setTimeout(resolve, 1_550));
  const [probe, other] = await Promise.all([call(), call()]);
  expect(probe).toMatchObject({ ok: true });
  expect(other).toMatchObject({ ok: false, error: { reason: 'circuit_open' } });
  expect((await call()).ok).toBe(true);
});

test('errors that are answers close no third party off', async () => {
  const { call, thirdParty } = await start(pace({ breaker: { failures: 1, openMs: 60_000 } }));
  thirdParty.answerWith([400, 401, 403, 404].map((status) => body('', status)));
  for (let each = 0; each < 4; each += 1) await call();
  expect((await call()).ok).toBe(true);
});

test('a call takes no longer than its whole time, whatever the retries', async () => {
  const { call, thirdParty } = await start({
    totalMs: 400,
    timeoutMs: 300,
    retry: { attempts: 9, baseMs: 50, maxMs: 50 },
  });
  thirdParty.answerWith([], stall);
  const began = Date.now();
  expect(await call()).toMatchObject({ ok: false, error: { reason: 'unavailable' } });
  // All nine attempts would take more than three seconds.
  expect(Date.now() - began).toBeLessThan(2_500);
});

test('a retry that has too little time for an answer is not sent, and counts against nobody', async () => {
  const { call, thirdParty } = await start({
    totalMs: 450,
    timeoutMs: 400,
    retry: { attempts: 2, baseMs: 1, maxMs: 1 },
    ...pace({ breaker: { failures: 2, openMs: 60_000 } }),
  });
  thirdParty.answerWith([stall], (...args) => void setTimeout(() => json({ value: 1 })(...args), 150));
  expect(await call()).toMatchObject({ ok: false, error: { reason: 'unavailable', attempts: 1 } });
  expect((await call()).ok).toBe(true);
});

test('a turn that comes too late for an answer is not waited for', async () => {
  const { call, thirdParty } = await start({ totalMs: 1_000, timeoutMs: 1_000, ...pace({ parallel: 1 }) });
  thirdParty.answerWith([(...args) => void setTimeout(() => json({ value: 1 })(...args), 800)]);
  const first = call();
  await expect.poll(() => thirdParty.requests.length).toBe(1);
  expect(await call()).toMatchObject({ ok: false, error: { reason: 'busy', attempts: 0 } });
  expect((await first).ok).toBe(true);
  expect(thirdParty.requests).toHaveLength(1);
});
