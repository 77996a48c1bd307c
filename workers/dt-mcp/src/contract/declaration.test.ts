import { SIGNED_IN } from '@aisystant/mcp';
import { expect, test } from 'vitest';
import { METRICS } from '../domain/metrics/metrics.ts';
import { server } from '../server.ts';

test.each(server.tools.map((tool) => [tool.name, tool] as const))(
  '%s names only metrics that exist',
  (_, { facts }) => {
    const metrics = METRICS.map(({ id }) => id);
    for (const metric of facts.metrics) expect(metrics).toContain(metric);
  },
);

test.each(METRICS)('$id recommends only tools that list it in their metrics', ({ id, recommended_tools }) => {
  const giving = server.tools.filter(({ facts }) => facts.metrics.includes(id)).map(({ facts }) => facts.id);
  expect(giving).toEqual(expect.arrayContaining([...recommended_tools]));
});

/** Consent can be read and withdrawn after any sign-in. An export needs read access. */
const OTHER_SCOPES: Readonly<Record<string, string>> = {
  'dt.get_consent': SIGNED_IN,
  'dt.save_consent': SIGNED_IN,
  'dt.export_my_data': 'dt:read',
};

test('reads need dt:read, writes dt:write', () => {
  for (const { facts } of server.tools) {
    expect(facts.scope).toBe(OTHER_SCOPES[facts.id] ?? (facts.effect === 'read' ? 'dt:read' : 'dt:write'));
  }
});
