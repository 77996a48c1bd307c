import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { virtualClock } from '../testing/clock.ts';
import type { PaceRules, Turn, TurnOutcome } from './pace-rules.ts';
import type { PaceState } from './pace-state.ts';
import { createPacer } from './pacer.ts';

const RULES: PaceRules = {
  perSecond: 2,
  burst: 4,
  parallel: 3,
  maxWaitMs: 60_000,
  breaker: { failures: 3, openMs: 30_000 },
  slow: { fromShare: 0.5, gapMs: 5_000 },
};
const DONE: TurnOutcome = { result: 'answered' };
const FAILED: TurnOutcome = { result: 'failed' };

/** A pacer on a virtual clock, and what its callers got. */
function start(rules: PaceRules = RULES) {
  const clock = virtualClock();
  let ids = 0;
  let kept: PaceState | undefined;
  const save = (state: PaceState) => {
    kept = state;
  };
  const create = () => createPacer({ ...clock, newId: () => `turn ${ids++}`, load: () => kept, save });
  let pacer = create();
  const ask = (lane: string | null = null, uses: readonly string[] = [], maxWaitMs = 60_000) => {
    const asked: { turn: Turn | null; at: number } = { turn: null, at: 0 };
    void pacer.enter({ rules, uses, lane, leaseMs: 20_000, maxWaitMs }).then((turn) => {
      Object.assign(asked, { turn, at: clock.now() });
    });
    return asked;
  };
  const end = async ({ turn }: { readonly turn: Turn | null }, outcome = DONE) => {
    if (!turn?.granted) throw new Error('no turn to end');
    await pacer.leave(turn.id, outcome, rules);
    await clock.advance(0);
  };
  /** One call from beginning to end. */
  const pass = async (outcome = DONE, uses: readonly string[] = []) => {
    const asked = ask(null, uses);
    await clock.advance(0);
    await end(asked, outcome);
  };
  const restart = () => {
    pacer = create();
  };
  return { clock, ask, end, pass, restart };
}

const isGranted = ({ turn }: { readonly turn: Turn | null }) => turn?.granted === true;

describe('the pace', () => {
  test('lets a burst through, and then two a second', async () => {
    const { clock, ask } = start({ ...RULES, parallel: 100 });
    const begin = clock.now();
    const asked = Array.from({ length: 8 }, () => ask());
    await clock.advance(10_000);
    expect(asked.map(({ at }) => at - begin)).toEqual([0, 0, 0, 0, 500, 1_000, 1_500, 2_000]);
  });

  test('is kept over a restart: no second burst', async () => {
    const { clock, ask, pass, restart } = start();
    for (let each = 0; each < 4; each += 1) await pass();
    restart();
    const asked = ask();
    await clock.advance(499);
    expect(isGranted(asked)).toBe(false);
    await clock.advance(1);
    expect(isGranted(asked)).toBe(true);
  });

  test('never gives more turns in any window than the burst and its rate, nor more at once than allowed', async () => {
    const caller = fc.record({ after: fc.nat(3_000), takes: fc.nat(4_000), lane: fc.constantFrom(null, 'one') });
    await fc.assert(
      fc.asyncProperty(fc.array(caller, { maxLength: 25 }), async (callers) => {
        const { clock, ask, end } = start();
        const turns: { at: number; until: number; lane: string | null }[] = [];
        for (const { after, takes, lane } of callers) {
          await clock.advance(after);
          const asked = ask(lane);
          const poll = () => {
            if (asked.turn === null) return void clock.after(10, poll);
            turns.push({ at: asked.at, until: clock.now() + takes, lane });
            clock.after(takes, () => void end(asked));
          };
          clock.after(0, poll);
        }
        await clock.advance(120_000);
        expect(turns).toHaveLength(callers.length);
        for (const first of turns) {
          const window = turns.filter(({ at }) => at >= first.at && at <= first.at + 2_000);
          expect(window.length).toBeLessThanOrEqual(RULES.burst + 4 + 1);
          const atOnce = turns.filter(({ at, until }) => at <= first.at && until > first.at);
          expect(atOnce.length).toBeLessThanOrEqual(RULES.parallel);
          expect(atOnce.filter(({ lane }) => lane !== null).length).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('serializes a lane, and lets others pass it', async () => {
    const { clock, ask, end } = start();
    const [first, second, other] = [ask('one'), ask('one'), ask()];
    await clock.advance(5_000);
    expect([first, second, other].map(isGranted)).toEqual([true, false, true]);
    await end(first);
    expect(isGranted(second)).toBe(true);
  });

  test('takes back the turn of a caller that is gone', async () => {
    const { clock, ask } = start();
    const [, second] = [ask('one'), ask('one')];
    await clock.advance(19_999);
    expect(isGranted(second)).toBe(false);
    await clock.advance(1);
    expect(isGranted(second)).toBe(true);
  });

  test('refuses after the bound, and at once when the wait is certain to be longer', async () => {
    const { clock, ask, pass } = start();
    const held = ask('one');
    const waits = ask('one', [], 1_000);
    await clock.advance(1_001);
    expect(isGranted(held)).toBe(true);
    expect(waits.turn).toMatchObject({ granted: false, reason: 'busy' });
    await pass({ result: 'answered', pauseMs: 10_000 });
    const late = ask(null, [], 9_000);
    await clock.advance(0);
    expect(late.turn).toEqual({ granted: false, reason: 'busy', retryAfterMs: 10_000 });
  });

  test('makes everybody wait as long as the third party asked one of them to', async () => {
    const { clock, ask, pass } = start();
    await pass({ result: 'answered', pauseMs: 3_000 });
    const asked = ask();
    await clock.advance(2_999);
    expect(isGranted(asked)).toBe(false);
    await clock.advance(1);
    expect(isGranted(asked)).toBe(true);
  });
});

describe('the allowance of a method', () => {
  const used = (share: number, clock: { now: () => number }): TurnOutcome => ({
    result: 'answered',
    usage: [{ method: 'list', share, resetAtMs: clock.now() + 30_000 }],
  });

  test('from half on its calls keep apart, those of others do not', async () => {
    const { clock, ask, pass, end } = start();
    await pass(used(0.5, clock), ['list']);
    const first = ask(null, ['list']);
    await clock.advance(0);
    expect(isGranted(first)).toBe(true);
    await end(first, used(0.51, clock));
    const [second, other] = [ask(null, ['list']), ask(null, ['get'])];
    await clock.advance(4_999);
    expect([second, other].map(isGranted)).toEqual([false, true]);
    await clock.advance(1);
    expect(isGranted(second)).toBe(true);
  });

  test('below half they do not, and after the reset no longer', async () => {
    const { clock, ask, pass, end } = start();
    await pass(used(0.49, clock), ['list']);
    const below = [ask(null, ['list']), ask(null, ['list'])];
    await clock.advance(0);
    expect(below.map(isGranted)).toEqual([true, true]);
    for (const each of below) await end(each, used(0.9, clock));
    await clock.advance(30_000);
    const after = [ask(null, ['list']), ask(null, ['list'])];
    await clock.advance(0);
    expect(after.map(isGranted)).toEqual([true, true]);
  });

  test('used up, it is not called before its reset', async () => {
    const { clock, ask, pass } = start();
    await pass(used(1, clock), ['list']);
    const [soon, patient, other] = [ask(null, ['list'], 10_000), ask(null, ['list']), ask(null, ['get'])];
    await clock.advance(29_999);
    expect(soon.turn).toEqual({ granted: false, reason: 'busy', retryAfterMs: 30_000 });
    expect([patient, other].map(isGranted)).toEqual([false, true]);
    await clock.advance(1);
    expect(isGranted(patient)).toBe(true);
  });
});

describe('the circuit breaker', () => {
  test('opens after failures in a row, and refuses those who wait', async () => {
    const { clock, ask, pass, end } = start();
    await pass(FAILED);
    await pass(DONE);
    await pass(FAILED);
    await pass(FAILED);
    const [held, waiting] = [ask('one'), ask('one')];
    await clock.advance(1_000);
    await end(held, FAILED);
    expect(waiting.turn).toEqual({ granted: false, reason: 'circuit_open', retryAfterMs: 30_000 });
    const late = ask();
    await clock.advance(29_999);
    expect(late.turn).toMatchObject({ granted: false, reason: 'circuit_open' });
  });

  test('lets one call try after its time: a success closes it, a failure opens it again', async () => {
    const { clock, ask, pass, end } = start();
    for (let each = 0; each < 3; each += 1) await pass(FAILED);
    await clock.advance(30_000);
    const [probe, other] = [ask(), ask()];
    await clock.advance(0);
    expect(isGranted(probe)).toBe(true);
    expect(other.turn).toMatchObject({ granted: false, reason: 'circuit_open' });
    await end(probe, FAILED);
    await clock.advance(29_000);
    expect(isGranted(ask())).toBe(false);
    await clock.advance(1_000);
    await pass(DONE);
    const [one, two] = [ask(), ask()];
    await clock.advance(0);
    expect([one, two].map(isGranted)).toEqual([true, true]);
  });
});
