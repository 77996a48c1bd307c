import { evictDurableObject } from 'cloudflare:test';
import { KeptReads, KeptTotal } from '@aisystant/mcp/learner-object';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { server } from '../server.ts';
import { type Learner, NOW, newLearner } from '../testing/person.ts';

const reads = server.tools.filter(({ operation }) => operation.effect === 'read');
const writes = server.tools.filter(({ operation }) => operation.effect === 'write');

/** What every read says of its first example, refusals too. */
async function answersOf({ ask }: Learner): Promise<unknown[]> {
  return Promise.all(
    reads.map((tool) =>
      ask(tool, tool.facts.examples[0].input, NOW).then(
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
