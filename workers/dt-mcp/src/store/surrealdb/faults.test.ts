import { ToolError } from '@aisystant/mcp';
import { CborCodec } from 'surrealdb';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { event, type Learner, NOW, newLearner, refusalOf, writer } from '../../testing/person.ts';
import { getWeekSummary } from '../../tools/weeks/get-week-summary.ts';

const at = '2026-11-10T09:00:00+03:00';
const SPAN = { fromMs: NOW - 10 * 86_400_000, toMs: NOW };
const cbor = new CborCodec({});
const answer = (result: unknown) => new Response(new Uint8Array(cbor.encode({ id: '1', result })));
const statement = (result: unknown) => answer([{ status: 'OK', time: '1ms', result }]);

const network = globalThis.fetch;
afterEach(() => vi.unstubAllGlobals());

const replaceNetwork = (fetch: typeof globalThis.fetch) => vi.stubGlobal('fetch', fetch);

/** Answers of a failing database, or of a proxy in its place. */
const FAULTS: { readonly [fault: string]: () => Promise<Response> } = {
  'nothing listens': async () => {
    throw new TypeError('Network connection lost.');
  },
  'it is too slow': async () => {
    throw new DOMException('The operation was aborted due to timeout', 'TimeoutError');
  },
  'it restarts': async () => new Response('Service Unavailable', { status: 503 }),
  'a proxy answers in its place': async () => new Response('<html>Bad gateway</html>', { status: 502 }),
  'a page says 200': async () => new Response('<html>Welcome</html>'),
  'it redirects': async () => new Response(null, { status: 302, headers: { location: 'https://example.test/' } }),
  'the answer is empty': async () => new Response(new Uint8Array()),
  'the answer is cut': async () => new Response((await statement({ results: [] }).bytes()).slice(0, 20)),
  'the answer is of another protocol': async () => answer('ok'),
  'there is no statement in it': async () => answer([]),
  'its statement says something else': async () => statement('ok'),
  'results are missing': async () => statement({ results: [] }),
};

const reading = ({ twin }: Learner) => twin.events.eventsOf(SPAN);
const writing = ({ twin }: Learner) => twin.events.saveEvents([event({ at, id: 'second' })], writer());

describe('a database in trouble', () => {
  describe.each(Object.entries(FAULTS))('when %s', (_, fault) => {
    test('a read and a write are refused as retryable, and nothing is lost', async () => {
      const learner = newLearner();
      await learner.twin.events.saveEvents([event({ at, id: 'first' })], writer());
      replaceNetwork(fault);
      for (const call of [reading, writing, (one: Learner) => one.ask(getWeekSummary, {})]) {
        expect(await refusalOf(call(learner))).toMatchObject({ code: 'UNAVAILABLE', retryable: true });
      }
      vi.unstubAllGlobals();
      expect(await reading(learner)).toMatchObject([{ externalId: 'first' }]);
      expect(await writing(learner)).toMatchObject([{ status: 'stored' }]);
      expect(await reading(learner)).toHaveLength(2);
    });
  });

  test('a write whose answer was lost is recognized when it is repeated', async () => {
    const learner = newLearner();
    const requests = { count: 0 };
    replaceNetwork(async (...request) => {
      const response = await network(...request);
      requests.count += 1;
      if (requests.count < 2) return response;
      throw new TypeError('Network connection lost.');
    });
    expect(await refusalOf(writing(learner))).toMatchObject({ code: 'UNAVAILABLE', retryable: true });
    vi.unstubAllGlobals();
    expect(await writing(learner)).toMatchObject([{ status: 'duplicate' }]);
    expect(await reading(learner)).toHaveLength(1);
  });

  test('what the database says of a fault reaches nobody', async () => {
    const learner = newLearner();
    const error = { code: -32_000, kind: 'Internal', message: 'сокровенное' };
    replaceNetwork(async () => new Response(new Uint8Array(cbor.encode({ id: '1', error }))));
    const refusal = await learner.ask(getWeekSummary, {}).catch((reason: unknown) => reason);
    expect(refusal).toBeInstanceOf(ToolError);
    expect(JSON.stringify((refusal as ToolError).facts)).not.toContain('сокровенное');
  });
});

test('each read is one request, and reads at the same moment share one', async () => {
  const learner = newLearner();
  await learner.twin.events.saveEvents([event({ at })], writer());
  const requests: unknown[] = [];
  replaceNetwork((...request) => {
    requests.push(request[0]);
    return network(...request);
  });
  await learner.twin.events.periodFacts(SPAN, { start: '2026-11-09', end: '2026-11-15' });
  expect(requests).toHaveLength(1);
  // The settings first: the days of a week are known by the zone of the learner.
  await learner.ask(getWeekSummary, { timezone: 'Europe/Moscow' });
  expect(requests.length).toBeLessThanOrEqual(3);
});
