import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Account,
  createAccount,
  type ExchangeFault,
  type Grant,
  type KeptTokens,
  type Tokens,
} from './account.ts';

/** What happens to one request for tokens. */
type Weather = 'answers' | 'is lost on the way there' | 'answer is lost' | 'answer cannot be stored';

const LOST = { ok: false, error: { kind: 'failed', failure: 'unavailable' } } as const;

/** An authorization server whose tokens are good once, a store, and an account over them that can be restarted. */
function start() {
  let time = 0;
  let issued = 0;
  let valid: Tokens | null = null;
  let kept: KeptTokens | null = null;
  let weather: Weather = 'answers';
  let breaksAtSave = false;
  const requests: Grant[] = [];
  const issue = (): Tokens => {
    issued += 1;
    valid = { access: `access ${issued}`, refresh: `refresh ${issued}`, expiresAt: time + 3_600, owner: 'portal 1' };
    return valid;
  };
  const exchange = async (grant: Grant) => {
    requests.push(grant);
    if (weather === 'is lost on the way there') return LOST;
    const isGood = 'code' in grant ? grant.code === 'good' : grant.refresh === valid?.refresh;
    if (!isGood) return { ok: false, error: { kind: 'ended' } satisfies ExchangeFault<string> } as const;
    const tokens = issue();
    breaksAtSave = weather === 'answer cannot be stored';
    return weather === 'answer is lost' ? LOST : ({ ok: true, value: tokens } as const);
  };
  const store = {
    load: async () => kept,
    async save(tokens: KeptTokens) {
      if (breaksAtSave) throw new Error('the object was restarted');
      kept = tokens;
    },
    async remove() {
      kept = null;
    },
  };
  const open = (): Account<string> => createAccount<string>({ store, now: () => time, exchange });
  let account = open();
  return {
    requests,
    account: () => account,
    setWeather: (next: Weather) => {
      weather = next;
      breaksAtSave = false;
    },
    restart: () => {
      account = open();
    },
    wait: (ms: number) => {
      time += ms;
    },
    /** The portal ends the access token before its time. */
    expire: () => {
      if (valid) valid = { ...valid, access: `${valid.access}, expired` };
    },
    /** A call of the portal as a tool makes it: with a token, and once more with another when it is expired. */
    async call(): Promise<'answered' | 'not linked' | 'ended' | 'failed'> {
      const first = await account.access().catch(() => LOST.error);
      if (first.kind !== 'open') return first.kind;
      if (valid?.access === first.token) return 'answered';
      const second = await account.access(first.token).catch(() => LOST.error);
      if (second.kind !== 'open') return second.kind;
      return valid?.access === second.token ? 'answered' : 'ended';
    },
  };
}

describe('an account', () => {
  test('is refreshed by one of many calls at once, and all of them get the new token', async () => {
    const { account, requests, call, expire, wait } = start();
    await account().link('good');
    for (const end of [expire, () => wait(4_000)]) {
      requests.length = 0;
      end();
      expect(await Promise.all(Array.from({ length: 20 }, call))).toEqual(Array(20).fill('answered'));
      expect(requests).toHaveLength(1);
    }
  });

  test('waits for one refresh that fails, however many calls wait, and the next call tries again', async () => {
    const { account, requests, call, wait, setWeather } = start();
    await account().link('good');
    wait(4_000);
    setWeather('is lost on the way there');
    requests.length = 0;
    expect(await Promise.all(Array.from({ length: 20 }, call))).toEqual(Array(20).fill('failed'));
    expect(requests).toHaveLength(1);
    setWeather('answers');
    expect(await call()).toBe('answered');
  });

  test('is not refreshed before its time, nor after its link was removed', async () => {
    const { account, requests, call, wait } = start();
    await account().link('good');
    wait(3_599);
    expect(await call()).toBe('answered');
    await account().unlink();
    wait(10_000);
    expect(await call()).toBe('not linked');
    expect(requests).toHaveLength(1);
  });

  test('whose link begins or ends during a refresh is what was asked last', async () => {
    const { account, call, expire } = start();
    await account().link('good');
    expire();
    const [, , last] = await Promise.all([account().access('access 1'), account().unlink(), account().linkedAt()]);
    expect([last, await call()]).toEqual([null, 'not linked']);
  });

  test.each<[Weather, 'answered' | 'ended']>([
    ['is lost on the way there', 'answered'],
    ['answer is lost', 'ended'],
    ['answer cannot be stored', 'ended'],
  ])('after a refresh whose %s is %s at the next call, and then stays so without a request', async (weather, then) => {
    const { account, requests, call, expire, setWeather, restart } = start();
    await account().link('good');
    expire();
    setWeather(weather);
    expect(await call()).toBe('failed');
    restart();
    setWeather('answers');
    expect(await call()).toBe(then);
    requests.length = 0;
    expect(await call()).toBe(then === 'ended' ? 'not linked' : then);
    expect(requests).toEqual([]);
    expect(await account().linkedAt()).toBe(then === 'ended' ? null : 0);
  });

  type Started = ReturnType<typeof start>;
  /** A call, or several at once; each may ask for tokens once. */
  const callsAtOnce =
    (count: number) =>
    async ({ call, requests }: Started) => {
      requests.length = 0;
      await Promise.all(Array.from({ length: count }, call));
      expect(requests.length).toBeLessThanOrEqual(count);
    };
  const named = (text: string, step: (started: Started) => unknown) => Object.assign(step, { toString: () => text });
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(named('a call', callsAtOnce(1)), named('3 calls', callsAtOnce(3))) },
    fc.constantFrom(
      named('expire', ({ expire }) => expire()),
      named('restart', ({ restart }) => restart()),
      named('wait', ({ wait }) => wait(4_000)),
      named('link', ({ account }) =>
        account()
          .link('good')
          .catch(() => {}),
      ),
      named('unlink', ({ account }) => account().unlink()),
    ),
    fc
      .constantFrom<Weather>('answers', 'is lost on the way there', 'answer is lost', 'answer cannot be stored')
      .map((weather) => named(weather, ({ setWeather }) => setWeather(weather))),
  );

  test('is after any history either working or to be linked again, with at most one refresh a call', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (history) => {
        const started = start();
        const { account, requests, call, setWeather } = started;
        await account().link('good');
        for (const happen of history) await happen(started);
        setWeather('answers');
        const settled = await call();
        expect(settled).not.toBe('failed');
        requests.length = 0;
        expect(await call()).toBe(settled === 'ended' ? 'not linked' : settled);
        expect(requests).toEqual([]);
        expect(await account().link('good')).toBeNull();
        expect(await call()).toBe('answered');
      }),
      { numRuns: 300 },
    );
  });

  test('is not changed by a code that the portal refuses', async () => {
    const { account, call } = start();
    await account().link('good');
    expect(await account().link('of somebody else')).toEqual({ kind: 'ended' });
    expect(await call()).toBe('answered');
  });
});
