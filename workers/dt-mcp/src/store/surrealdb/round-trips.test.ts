import { afterEach, describe, expect, test, vi } from 'vitest';
import { clientOf, event, type Learner, NOW, newLearner, writer } from '../../testing/person.ts';
import { saveProfile } from '../../tools/profile/save-profile.ts';
import { tools } from '../../tools/tools.ts';
import { getWeekSummary } from '../../tools/weeks/get-week-summary.ts';

const at = '2026-11-10T09:00:00+03:00';
const network = globalThis.fetch;
afterEach(() => vi.unstubAllGlobals());

/** The requests to the database during a call. */
async function requestsOf(call: () => Promise<unknown>): Promise<number> {
  let requests = 0;
  vi.stubGlobal('fetch', (...request: Parameters<typeof fetch>) => {
    requests += 1;
    return network(...request);
  });
  await call().finally(() => vi.unstubAllGlobals());
  return requests;
}

async function knownLearner(): Promise<Learner> {
  const learner = newLearner();
  await learner.twin.events.saveEvents([event({ at })], writer());
  await learner.ask(getWeekSummary, {});
  return learner;
}

const reads = tools.filter(({ operation }) => operation.effect === 'read');

describe('a read of a learner whom the isolate knows is one request', () => {
  test.each(reads.map((tool) => [tool.facts.id, tool] as const))('%s', async (_, tool) => {
    const learner = await knownLearner();
    const [{ input }] = tool.facts.examples;
    // An example may name what this learner does not have: the refusal is a read too.
    expect(await requestsOf(() => learner.ask(tool, input).catch(() => {}))).toBeLessThanOrEqual(1);
  });
});

test('the first read of a learner in an isolate is two requests, for the zone comes first', async () => {
  const learner = newLearner();
  await learner.twin.events.saveEvents([event({ at })], writer());
  expect(await requestsOf(() => learner.ask(getWeekSummary, {}))).toBe(2);
});

describe('what an isolate remembers of a learner', () => {
  test('is not believed when another isolate has changed the zone', async () => {
    const learner = await knownLearner();
    const { documents } = learner.twin;
    const body = { timezone: 'Asia/Tokyo' } as never;
    const id = { id: 'me', create: true, label: '', date: '2026-11-10', expectedVersion: 0, idempotencyKey: null };
    await documents.saveDocument('profile', { ...id, body }, writer());
    expect(await requestsOf(() => learner.ask(getWeekSummary, {}))).toBe(3);
    const { data } = await learner.ask(getWeekSummary, {});
    expect(JSON.stringify(data)).toContain('Asia/Tokyo');
  });

  test('opens nothing that the learner has withdrawn or deleted since', async () => {
    const learner = await knownLearner();
    await learner.twin.rights.withdraw(['dt:read'], { clientId: 'test', nowMs: NOW });
    await expect(learner.ask(getWeekSummary, {})).rejects.toMatchObject({ facts: { code: 'CONSENT_REQUIRED' } });
    const again = clientOf(learner, { consentedAtMs: NOW + 1 });
    expect((await again(getWeekSummary, {})).data).toBeDefined();
    await learner.twin.rights.issueTicket('delete', 'confirmed', NOW + 10, writer());
    await learner.twin.rights.erase('confirmed', writer(NOW + 5));
    await expect(again(getWeekSummary, {})).rejects.toMatchObject({ facts: { code: 'CONSENT_REQUIRED' } });
  });

  test('is what the learner has just written', async () => {
    const learner = await knownLearner();
    await learner.ask(saveProfile, { patch: { timezone: 'Asia/Tokyo' } });
    expect(JSON.stringify((await learner.ask(getWeekSummary, {})).data)).toContain('Asia/Tokyo');
  });
});
