import fc from 'fast-check';
import { expect, test } from 'vitest';
import { everythingOf, history, SPAN, type WrittenTwin, writeTo } from '../../testing/any-history.ts';
import { newLearner } from '../../testing/person.ts';

const twinIn = (inObject: boolean): WrittenTwin => ({
  twin: newLearner(inObject).twin,
  events: [],
  notes: [],
  tickets: [],
});

const RANDOM = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** An answer without random ids; lists are in the order of their texts, since the order of equals depends on those ids. */
function comparable(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(RANDOM, 'id');
  if (Array.isArray(value))
    return value.map(comparable).toSorted((one, other) => (textOf(one) < textOf(other) ? -1 : 1));
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, each]): [string, unknown] => [name, comparable(each)]);
  return Object.fromEntries(fields.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

const textOf = (value: unknown) => JSON.stringify(value);

test('whatever a learner does, both stores answer the same and keep the same', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (writes) => {
      const [object, records] = [twinIn(true), twinIn(false)];
      // The first notes are saved about the end of the period.
      let nowMs = SPAN.toMs - 2_000;
      for (const { write, after, client: clientId } of writes) {
        nowMs += after * 1_000;
        const [one, other] = [
          await writeTo(object, write, { clientId, nowMs }),
          await writeTo(records, write, { clientId, nowMs }),
        ];
        expect(comparable(other), textOf(write)).toEqual(comparable(one));
      }
      expect(comparable(await everythingOf(records.twin))).toEqual(comparable(await everythingOf(object.twin)));
    }),
    { numRuns: 25 },
  );
});
