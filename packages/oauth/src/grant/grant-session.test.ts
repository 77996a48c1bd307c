import fc from 'fast-check';
import { describe, expect, inject, test, vi } from 'vitest';
import { memoryStorage } from '../testing/memory-storage.ts';
import { answerTokenRequest, REUSE_WINDOW_MS } from './grant-session.ts';
import type { TokenRequest } from './token-request.ts';

vi.setConfig({ testTimeout: 300_000 * inject('fuzzFactor') });

const HOUR_MS = 60 * 60_000;

/** The library's side of one grant: it accepts the current and the previous refresh token, and rotates on every use. */
function library() {
  let [serial, current, previous, ended] = [0, 'u:g:code', '', false];
  const alive = new Set<string>();
  const next = () => {
    serial += 1;
    return `u:g:token-${serial}-${'x'.repeat(20)}`;
  };
  const refuse = () => Response.json({ error: 'invalid_grant' }, { status: 400 });
  const side = {
    alive,
    end: () => {
      ended = true;
      alive.clear();
    },
    exchange: async ({ form }: TokenRequest): Promise<Response> => {
      const revoked = form.get('token');
      if (revoked !== null) {
        if (revoked === current || revoked === previous) side.end();
        alive.delete(revoked);
        return Response.json({});
      }
      const token = form.get('code') ?? form.get('refresh_token');
      if (ended || (token !== current && token !== previous)) return refuse();
      [previous, current] = [form.has('code') ? '' : String(token), next()];
      const access_token = next();
      alive.add(access_token);
      return Response.json({ access_token, refresh_token: current, scope: form.get('scope') ?? 'all' });
    },
  };
  return side;
}

/** A grant with its clock, and requests that come one at a time. */
function grant() {
  const [storage, side] = [memoryStorage(), library()];
  const clock = { now: 0 };
  let queue: Promise<unknown> = Promise.resolve();
  const ask = (fields: Readonly<Record<string, string>>) => {
    const answered = queue.then(async () => {
      const deps = { storage, exchange: side.exchange, now: () => clock.now };
      const response = await answerTokenRequest({ form: new URLSearchParams(fields), authorization: null }, deps);
      const body = (await response.json()) as { access_token: string; refresh_token: string; scope: string };
      return { status: response.status, ...body };
    });
    queue = answered;
    return answered;
  };
  const code = () =>
    ask({ grant_type: 'authorization_code', code: 'u:g:code', code_verifier: 'verifier', client_id: 'c' });
  const refresh = (token: string, more: Readonly<Record<string, string>> = {}) =>
    ask({ grant_type: 'refresh_token', refresh_token: token, client_id: 'c', ...more });
  const revoke = (token: string) => ask({ token, client_id: 'c' });
  return { clock, ask, code, refresh, revoke, alive: side.alive, storage };
}

type Pair = Awaited<ReturnType<ReturnType<typeof grant>['code']>>;

/** One refresh of a holder: when in the round, in which spelling, and whether the answer is lost and asked for again. */
const turn = fc.record({
  atMs: fc.integer({ min: 0, max: REUSE_WINDOW_MS - 1 }),
  spelling: fc.constantFrom({}, { scope: 'read' }, { scope: 'read write' }, { resource: 'r' }),
  lost: fc.boolean(),
});
const schedule = fc
  .integer({ min: 2, max: 4 })
  .chain((holders) =>
    fc.array(fc.array(turn, { minLength: holders, maxLength: holders }), { minLength: 1, maxLength: 4 }),
  );

describe('holders of one stored token', () => {
  test('that refresh within the window of each other are never signed out, however they ask', async () => {
    await fc.assert(
      fc.asyncProperty(schedule, async (rounds) => {
        const { clock, code, refresh } = grant();
        const { refresh_token: first } = await code();
        const held = (rounds[0] ?? []).map(() => first);
        for (const [round, turns] of rounds.entries()) {
          const start = (round + 1) * HOUR_MS;
          for (const [holder, { atMs, spelling, lost }] of [...turns.entries()].sort((a, b) => a[1].atMs - b[1].atMs)) {
            clock.now = start + atMs;
            const token = held[holder] ?? '';
            if (lost) await refresh(token, spelling);
            const answer = await refresh(token, spelling);
            expect(answer.status).toBe(200);
            held[holder] = answer.refresh_token;
          }
        }
      }),
      { numRuns: 200 * inject('fuzzFactor') },
    );
  });

  test('that revoke their tokens, one or all, never get a dead one afterwards', async () => {
    const action = fc.record({
      does: fc.constantFrom('refresh', 'refresh', 'refresh', 'revoke access', 'revoke refresh'),
      pair: fc.nat(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 2, maxLength: 12 }), async (actions) => {
        const { code, refresh, revoke, alive } = grant();
        const pairs = [await code()];
        let ended = false;
        const steps = {
          'revoke access': async ({ access_token }: Pair) => void (await revoke(access_token)),
          'revoke refresh': async ({ refresh_token }: Pair) => {
            await revoke(refresh_token);
            ended = true;
          },
          refresh: async ({ refresh_token }: Pair) => {
            const answer = await refresh(refresh_token);
            expect([answer.status, alive.has(answer.access_token)]).toEqual(ended ? [400, false] : [200, true]);
            if (!ended) pairs.push(answer);
          },
        };
        for (const { does, pair } of actions) await steps[does](pairs[pair % pairs.length] as Pair);
      }),
      { numRuns: 200 * inject('fuzzFactor') },
    );
  });

  test('get the same pair for the same request, in whatever order its fields come', async () => {
    const { code, ask } = grant();
    const { refresh_token: token } = await code();
    const one = await ask({ grant_type: 'refresh_token', refresh_token: token, client_id: 'c' });
    const other = await ask({ client_id: 'c', refresh_token: token, grant_type: 'refresh_token' });
    expect(other).toEqual(one);
  });

  test('share the refresh token where they ask for different scopes', async () => {
    const { code, refresh } = grant();
    const { refresh_token: token } = await code();
    const whole = await refresh(token);
    const narrow = await refresh(token, { scope: 'read' });
    expect(narrow).toMatchObject({ status: 200, scope: 'read', refresh_token: whole.refresh_token });
    expect(narrow.access_token).not.toBe(whole.access_token);
  });

  test('lose the family when one refreshes with a token spent before the window', async () => {
    const { clock, code, refresh } = grant();
    const { refresh_token: token } = await code();
    const next = await refresh(token);
    clock.now = REUSE_WINDOW_MS - 1;
    expect(await refresh(token)).toEqual(next);
    clock.now = REUSE_WINDOW_MS;
    expect((await refresh(token)).status).toBe(400);
    expect((await refresh(next.refresh_token)).status).toBe(400);
  });
});

describe('what a grant stores', () => {
  const count = (keys: readonly string[], kind: string) => keys.filter((key) => key.startsWith(`${kind}:`)).length;

  test('of answers is bounded: those of the window alone, and not more than fifty', async () => {
    const step = fc.record({
      afterMs: fc.oneof(fc.constant(0), fc.nat(REUSE_WINDOW_MS / 4), fc.nat(3 * REUSE_WINDOW_MS)),
      spelling: fc.constantFrom({}, {}, { scope: 'read' }, { resource: 'r' }),
      again: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 80 }), async (steps) => {
        const { clock, code, refresh, storage } = grant();
        let { refresh_token: token } = await code();
        const answeredAt = [0];
        for (const { afterMs, spelling, again } of steps) {
          clock.now += afterMs;
          const first = await refresh(token, spelling);
          if (again) expect(await refresh(token, spelling)).toEqual(first);
          token = first.refresh_token;
          answeredAt.push(clock.now);
          const within = answeredAt.filter((at) => clock.now - at < REUSE_WINDOW_MS).length;
          expect(count(storage.keys(), 'answer')).toBe(Math.min(within, 50));
          expect(count(storage.keys(), 'alias')).toBe(0);
        }
      }),
      { numRuns: 60 * inject('fuzzFactor') },
    );
  });

  test('of a burst is bounded too, and each holder still gets the family’s newest token', async () => {
    const { code, refresh, storage } = grant();
    const { refresh_token: token } = await code();
    const spellings = Array.from({ length: 120 }, (_, n) => ({ scope: `s${n}` }));
    const answers = [];
    for (const spelling of spellings) answers.push(await refresh(token, spelling));
    expect(count(storage.keys(), 'answer')).toBe(50);
    expect(count(storage.keys(), 'alias')).toBeLessThanOrEqual(1);
    const [first, last] = [await refresh(token, spellings[0]), await refresh(token, spellings.at(-1))];
    expect([first.status, first.refresh_token]).toEqual([200, answers[0]?.refresh_token]);
    expect(last).toEqual(answers.at(-1));
    expect((await refresh(first.refresh_token)).status).toBe(200);
    expect(count(storage.keys(), 'alias')).toBe(0);
  });

  test('of spent tokens ends the family however long ago a token was spent', async () => {
    const { clock, code, refresh } = grant();
    const { refresh_token: first } = await code();
    let token = first;
    for (let hour = 1; hour <= 200; hour += 1) {
      clock.now = hour * HOUR_MS;
      ({ refresh_token: token } = await refresh(token));
    }
    expect((await refresh(first)).status).toBe(400);
    expect((await refresh(token)).status).toBe(400);
  });
});

describe('a code', () => {
  test('gives one pair, however often it is asked within its life', async () => {
    const { code } = grant();
    const answers = await Promise.all(Array.from({ length: 8 }, code));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  test('repeated with another verifier gives nothing, and the issued tokens stay valid', async () => {
    const { code, ask, refresh } = grant();
    const { refresh_token: token } = await code();
    const stolen = { grant_type: 'authorization_code', code: 'u:g:code', client_id: 'c' };
    expect((await ask({ ...stolen, code_verifier: 'guess' })).status).toBe(400);
    expect((await ask(stolen)).status).toBe(400);
    expect((await refresh(token)).status).toBe(200);
  });

  test('repeated after its life ends the family', async () => {
    const { clock, code, refresh } = grant();
    const { refresh_token: token } = await code();
    clock.now = REUSE_WINDOW_MS;
    expect((await code()).status).toBe(400);
    expect((await refresh(token)).status).toBe(400);
  });
});
