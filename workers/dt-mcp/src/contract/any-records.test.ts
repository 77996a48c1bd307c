import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ACTIVITY_TYPE_IDS } from '../domain/activity/activity-types.ts';
import { ACTIVITY_SOURCES } from '../domain/activity/sources.ts';
import { server } from '../server.ts';
import { event, NOW, newLearner, writer } from '../testing/person.ts';

const HOUR_MS = 3_600_000;
const READS = server.tools.filter(({ facts }) => facts.effect === 'read');

const eventInputs = fc.record({
  at: fc.integer({ min: -30 * 24, max: -24 }).map((hours) => new Date(NOW + hours * HOUR_MS).toISOString()),
  minutes: fc.option(fc.integer({ min: 0, max: 1440 })),
  type: fc.constantFrom(...ACTIVITY_TYPE_IDS),
  source: fc.constantFrom(...ACTIVITY_SOURCES),
  id: fc.string({ minLength: 1, maxLength: 20, unit: 'binary' }).map((text) => `id ${text}.`),
  title: fc.string({ maxLength: 100, unit: 'binary' }).map((text) => `t${text}.`),
});

test('for any records, the output of every read matches its schema', async () => {
  const zones = fc.constantFrom('Europe/Moscow', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia');
  await fc.assert(
    fc.asyncProperty(fc.array(eventInputs, { maxLength: 20 }), zones, async (recorded, timezone) => {
      const learner = newLearner();
      await learner.twin.events.saveEvents(
        recorded.map((input) => event(input)),
        writer(),
      );
      for (const tool of READS) {
        const zoned = 'timezone' in tool.input.shape;
        const { data } = await learner.ask(tool, { ...tool.facts.examples[0].input, ...(zoned && { timezone }) });
        // Answers without a learner's data have no data quality.
        if (!('data_quality' in tool.output.shape)) continue;
        expect(data).toMatchObject({ data_quality: { timezone: zoned ? timezone : 'Europe/Moscow' } });
      }
    }),
    { numRuns: 10 },
  );
});
