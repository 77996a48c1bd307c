import fc from 'fast-check';
import { expect, test } from 'vitest';
import { callUpstream } from './call.ts';
import type { Pace, Turn } from './pace/pace-rules.ts';
import { fixturePolicy } from './testing/fixture-policy.ts';

/** What becomes of the turns that a call asks for, the last of them again and again. */
type Told = 'lost' | 'granted' | 'busy';

/** A call whose turns and requests come to this, in a time of its own, with the longest waits. */
async function callWith(turns: readonly Told[], status: number, retry: (typeof fixturePolicy)['retry']) {
  const asked: number[] = [];
  let [time, sent] = [0, 0];
  const enter = async (): Promise<Turn> => {
    const turn = turns[Math.min(asked.length, turns.length - 1)];
    asked.push(time);
    if (turn === 'lost') throw new Error('the object is overloaded');
    return turn === 'busy' ? { granted: false, reason: 'busy', retryAfterMs: 500 } : { granted: true, id: 'turn' };
  };
  const pace: Pace = { enter, leave: async () => {} };
  const io = {
    now: () => time,
    random: () => 1,
    sleep: async (ms: number) => {
      time += ms;
    },
    fetch: async () => {
      sent += 1;
      return Response.json({ value: 1 }, { status });
    },
  };
  const policy = { ...fixturePolicy, totalMs: 3_600_000, retry };
  const target = { baseUrl: 'https://third.example', headers: {}, secrets: [] };
  const upstream = { policy, target, pace, io, log: () => {}, server: 'fixture-mcp' };
  const schema = { safeParse: (data: unknown) => ({ success: true as const, data }) };
  const result = await callUpstream(upstream, { endpoint: 'read', params: { id: '1' }, schema });
  const waits = asked.slice(1).map((at, n) => at - (asked[n] ?? 0));
  return { result, waits, turns: asked.length, sent };
}

const retry = { attempts: 4, baseMs: 500, maxMs: 60_000 };
const told = fc.array(fc.constantFrom<Told>('lost', 'granted'), { minLength: 1, maxLength: 12 });

test('an object that loses turns is asked as often as a request would be sent, and each time later', async () => {
  const lost = await callWith(['lost'], 200, retry);
  expect(lost).toMatchObject({ turns: 4, sent: 0, waits: [500, 1_000, 2_000] });
  expect(lost.result).toMatchObject({ ok: false, error: { reason: 'unavailable', attempts: 0 } });
});

test('lost turns and failed requests are together no more than the attempts, three at least, and each waits twice as long', async () => {
  await fc.assert(
    fc.asyncProperty(told, fc.integer({ min: 1, max: 8 }), async (turns, attempts) => {
      const { waits, ...call } = await callWith(turns, 503, { ...retry, attempts });
      expect(call).toMatchObject({ result: { ok: false, error: { attempts: call.sent } } });
      expect(call.sent).toBeLessThanOrEqual(attempts);
      const most = Math.max(attempts, 3);
      if (call.sent < attempts) expect(call.turns).toBe(most);
      else expect(call.turns).toBeLessThanOrEqual(most);
      expect(waits).toEqual(waits.map((_, n) => retry.baseMs * 2 ** n).map((ms) => Math.min(ms, retry.maxMs)));
    }),
  );
});

test('what is sent once is sent although its first turns were lost', async () => {
  const { result, sent } = await callWith(['lost', 'lost', 'granted'], 200, { ...retry, attempts: 1 });
  expect([result.ok, sent]).toEqual([true, 1]);
  expect(await callWith(['lost', 'granted'], 503, { ...retry, attempts: 1 })).toMatchObject({ turns: 2, sent: 1 });
});

test('a call goes on where only some of its turns are lost', async () => {
  const { result, sent } = await callWith(['lost', 'lost', 'granted'], 200, retry);
  expect([result.ok, sent]).toEqual([true, 1]);
});

test('a call that is refused after a lost turn says why it was refused', async () => {
  const { result } = await callWith(['lost', 'busy'], 200, retry);
  expect(result).toMatchObject({ error: { reason: 'busy', retryAfterMs: 500, attempts: 0 } });
  const sentOnce = await callWith(['granted', 'busy'], 503, retry);
  expect(sentOnce.result).toMatchObject({ error: { reason: 'unavailable', retryAfterMs: 500, attempts: 1 } });
});

test('a turn that is refused is told at once', async () => {
  const { result, waits } = await callWith(['busy'], 200, retry);
  expect([waits, result]).toEqual([
    [],
    expect.objectContaining({ error: expect.objectContaining({ reason: 'busy' }) }),
  ]);
});
