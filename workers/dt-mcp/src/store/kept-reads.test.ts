import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { KeptReads, KeptTotal } from '@aisystant/mcp/learner-object';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { server } from '../server.ts';
import { type Learner, morningEvents, NOW, newLearner, OWNER, writer } from '../testing/person.ts';

const reads = server.tools.filter(({ operation }) => operation.effect === 'read');
const writes = server.tools.filter(({ operation }) => operation.effect === 'write');

/** What every read says of its first example, refusals too. */
async function answersOf({ ask }: Learner, nowMs = NOW): Promise<unknown[]> {
  return Promise.all(
    reads.map((tool) =>
      ask(tool, tool.facts.examples[0].input, nowMs).then(
        (answer) => answer,
        (error) => error.facts,
      ),
    ),
  );
}

test('after any sequence of writes a twin that has kept reads answers as one that has not', async () => {
  const write = fc.record({ tool: fc.constantFrom(...writes), example: fc.nat(1), at: fc.nat(20) });
  await fc.assert(
    fc.asyncProperty(fc.array(write, { maxLength: 8 }), async (sequence) => {
      const learner = newLearner();
      await answersOf(learner);
      for (const { tool, example, at } of sequence) {
        await learner.ask(tool, tool.facts.examples[example]?.input, NOW + at).catch(() => null);
        await learner.ask(reads[at % reads.length] ?? tool, tool.facts.examples[0].input, NOW).catch(() => null);
      }
      const kept = [await answersOf(learner), await answersOf(learner)];
      await evictDurableObject(learner.stub);
      const fresh = await answersOf(learner);
      expect(kept).toEqual([fresh, fresh]);
    }),
    { numRuns: 6 },
  );
}, 60_000);

test('an answer is kept for the rest of its minute, and is that of the moment which it names', async () => {
  const learner = newLearner();
  await learner.twin.events.saveEvents(morningEvents([25, 25, null, 50, 25]), writer());
  const first = await answersOf(learner);
  expect(await answersOf(learner, NOW + 59_999)).toEqual(first);
  const next = await answersOf(learner, NOW + 60_000);
  expect(next).not.toEqual(first);
  await evictDurableObject(learner.stub);
  expect(await answersOf(learner, NOW + 60_000)).toEqual(next);
});

test('a week that is read after an event was saved asks for what events change, and for nothing else', async () => {
  const { twin, stub } = newLearner();
  const span = { fromMs: NOW - 7 * 86_400_000, toMs: NOW };
  const period = { start: '2026-11-09', end: '2026-11-15' };
  const tablesAsked = () =>
    runInDurableObject(stub, async (object, { storage }) => {
      const exec = storage.sql.exec.bind(storage.sql);
      const queries: string[] = [];
      storage.sql.exec = (query, ...values) => {
        queries.push(query);
        return exec(query, ...values);
      };
      await object.stores(OWNER).events.periodFacts(span, period);
      storage.sql.exec = exec;
      return ['event', 'twin', 'note', 'sync_report'].filter((table) => queries.join().includes(`from ${table}`));
    });
  await twin.events.saveEvents(morningEvents([25]), writer());
  expect(await tablesAsked()).toEqual(['event', 'twin', 'note', 'sync_report']);
  await twin.events.saveEvents(morningEvents([25, 50]), writer());
  expect(await tablesAsked()).toEqual(['event', 'twin']);
  await twin.events.saveSyncReport({ source: 'timer', from: period.start, to: period.end }, writer());
  expect(await tablesAsked()).toEqual(['event', 'twin', 'note', 'sync_report']);
});

describe('an answer', () => {
  const counted = () => {
    let runs = 0;
    const run =
      (during: () => void = () => {}, isKept = true) =>
      async () => {
        runs += 1;
        during();
        return { result: runs, isKept };
      };
    return { run };
  };

  test('is kept by its call and its minute', async () => {
    const kept = new KeptReads();
    const { run } = counted();
    const ask = (call: unknown, nowMs: number) => kept.answer(call, nowMs, run());
    expect([await ask('a', 0), await ask('a', 59_999), await ask('b', 0)]).toEqual([1, 1, 2]);
    expect([await ask('a', 60_000), await ask('a', 0), await ask('b', 1)]).toEqual([3, 4, 2]);
  });

  test('is not kept after a write, nor when something was written meanwhile, nor when it is a refusal', async () => {
    const kept = new KeptReads();
    const { run } = counted();
    expect(await kept.answer('a', 0, run())).toBe(1);
    kept.write(() => null);
    expect(
      await kept.answer(
        'a',
        0,
        run(() => kept.write(() => null)),
      ),
    ).toBe(2);
    expect(await kept.answer('a', 0, run(undefined, false))).toBe(3);
    expect(await kept.answer('a', 0, run())).toBe(4);
    expect(await kept.answer('a', 0, run())).toBe(4);
  });
});

test('what is kept stays below its capacity, and a result larger than that is not kept', () => {
  const kept = new KeptReads();
  let runs = 0;
  const read = (name: string, length: number) =>
    kept.read(name, [], () => {
      runs += 1;
      return ['x'.repeat(length)];
    });
  expect(read('a', 10)).toBe(read('a', 10));
  expect(runs).toBe(1);
  const large = () => kept.read('large', [], () => Array.from({ length: 3 }, () => 'x'.repeat(100_000)));
  expect(large()).not.toBe(large());
  const before = runs;
  for (let i = 0; i < 30_000; i += 1) read(`${i}`, 10);
  read('a', 10);
  expect(runs).toBe(before + 30_001);
});

test('a write that fails ends what was kept as well', () => {
  const kept = new KeptReads();
  const first = kept.read('a', [], () => ({}));
  expect(() =>
    kept.write(() => {
      throw new Error('full');
    }),
  ).toThrow('full');
  expect(kept.read('a', [], () => ({}))).not.toBe(first);
});

test('however many twins an isolate holds, together they keep a bounded amount, of the most recent', () => {
  const total = new KeptTotal();
  const twins = Array.from({ length: 10_000 }, () => new KeptReads(total));
  const text = 'x'.repeat(10_000);
  const read = (twin: KeptReads) => twin.read('facts', [], () => text);
  for (const twin of twins) read(twin);
  // Writes of twins that keep something, or no longer do, must not change what the others count for.
  for (const twin of twins.slice(0, 100)) twin.write(() => null);
  for (const twin of twins) read(twin);
  const isKept = (twin: KeptReads) => {
    let ran = false;
    twin.read('facts', [], () => {
      ran = true;
      return text;
    });
    return !ran;
  };
  const kept = twins.slice(-1_000).reverse().map(isKept);
  const newest = kept.indexOf(false);
  expect(newest).toBeGreaterThan(700);
  expect(newest).toBeLessThan(850);
});
