import { describe, expect, test } from 'vitest';
import { server } from '../server.ts';
import { newLearner } from '../testing/person.ts';
import { saveProfile } from '../tools/profile/save-profile.ts';

const ASSUMED = 'Часовой пояс не задан, дни считаются по Москве. Другой назовите в чате: он запишется в профиль.';

/** Reads with dates; consent and the metamodel have none. */
const DATED = server.tools.filter(
  ({ facts }) => facts.effect === 'read' && !['dt.describe_metamodel', 'dt.get_consent'].includes(facts.id),
);
const assumptions = (data: Record<string, unknown>) => (data['data_quality'] as { assumptions: string[] }).assumptions;

describe.each(DATED.map((tool) => [tool.facts.id, tool] as const))('%s', (_, tool) => {
  const [{ input }] = tool.facts.examples;

  test('says that it assumes Moscow time and asks for the zone, if none is known', async () => {
    const { data, summary } = await newLearner().ask(tool, input);
    expect(assumptions(data)).toContain(ASSUMED);
    expect(summary.split(ASSUMED)).toHaveLength(2);
  });

  test('assumes nothing if the profile or the call has a zone', async () => {
    const learner = newLearner();
    if ('timezone' in tool.input.shape) {
      const { data } = await learner.ask(tool, { ...input, timezone: 'Europe/Moscow' });
      expect(assumptions(data)).not.toContain(ASSUMED);
    }
    await learner.ask(saveProfile, { patch: { timezone: 'Europe/Moscow' } });
    expect(assumptions((await learner.ask(tool, input)).data)).not.toContain(ASSUMED);
  });
});
