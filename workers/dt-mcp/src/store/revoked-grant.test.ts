import { grantOf } from '@aisystant/mcp/learner-store';
import { callDirectly } from '@aisystant/mcp/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { servicesOf } from '../services.ts';
import {
  bindings,
  endpoint,
  event,
  fetch,
  type Learner,
  NOW,
  newLearner,
  signIn,
  storesOf,
  writer,
} from '../testing/person.ts';
import { rowsOf } from '../testing/stored.ts';
import { tools } from '../tools/tools.ts';

const CONSENTED = NOW - 60_000;
const SCOPES = ['dt:read', 'dt:write'] as const;

/** Calls a tool whose Worker has already asked for consent: what happened since is up to the object. */
async function callAfterTheCheck({ userId }: Learner, tool: (typeof tools)[number], now = NOW): Promise<unknown> {
  const user = { userId, scopes: [...SCOPES], clientId: 'test', consentedAtMs: CONSENTED };
  const elsewhere = { revokeAllAccess: async () => {}, calls: async () => [] };
  const services = servicesOf(storesOf(userId, grantOf(user, tool.operation)), user, bindings.BASE_URL, elsewhere);
  const [{ input }] = tool.facts.examples;
  return callDirectly({}, tool, input, { user, services, now }).then(
    () => 'OK',
    (error) => error.facts?.code ?? error,
  );
}

async function learnerWithData(): Promise<Learner> {
  const learner = newLearner();
  await learner.twin.events.saveEvents([event({ at: '2026-11-10T09:00:00+03:00' })], writer());
  return learner;
}

async function erase({ twin }: Learner): Promise<void> {
  await twin.rights.issueTicket('delete', 'hash', NOW + 1000, writer());
  await twin.rights.erase('hash', writer());
}

/** Tools that read no record: they describe the metamodel or the consent. */
const WITHOUT_RECORDS = ['dt.describe_metamodel', 'dt.get_consent'];

describe('after an erasure the object refuses an older grant, whatever the Worker has checked before', () => {
  test.each(tools.map((tool) => [tool.facts.id, tool] as const))('%s', async (id, tool) => {
    const learner = await learnerWithData();
    await erase(learner);
    const outcome = await callAfterTheCheck(learner, tool);
    if (!WITHOUT_RECORDS.includes(id)) expect(['CONSENT_REQUIRED', 'INVALID_ARGUMENT']).toContain(outcome);
    expect(await learner.twin.rights.rowCounts()).toEqual({ events: 0, notes: 0, reports: 0, documents: 0 });
  });
});

describe('after a withdrawal the object refuses what needed the scope', () => {
  const scoped = tools.filter(({ operation }) => operation.needsConsent && operation.scope?.startsWith('dt:'));
  test.each(scoped.map((tool) => [tool.facts.id, tool] as const))('%s', async (id, tool) => {
    const learner = await learnerWithData();
    await learner.twin.rights.withdraw([String(tool.operation.scope)], { clientId: 'test', nowMs: NOW });
    const before = await learner.twin.rights.rowCounts();
    const outcome = await callAfterTheCheck(learner, tool);
    if (!WITHOUT_RECORDS.includes(id)) expect(['CONSENT_REQUIRED', 'INVALID_ARGUMENT']).toContain(outcome);
    expect(await learner.twin.rights.rowCounts()).toEqual(before);
  });
});

describe('an erasure is decided to the millisecond', () => {
  const saveWith = async (consentedAtMs: number) => {
    const learner = await learnerWithData();
    await erase(learner);
    const { events } = storesOf(learner.userId, { clientId: 'test', consentedAtMs, scope: 'dt:write' });
    return events.saveEvents([event({ at: '2026-11-10T09:00:00+03:00' })], writer());
  };

  test.each([1, 2, 500, 999, 1000])('a sign-in %i ms after it reads and writes again', async (later) => {
    expect(await saveWith(NOW + later)).toMatchObject([{ status: 'stored' }]);
  });

  test.each([0, 1, 500, 999, 1000])('a grant from %i ms before it does not', async (earlier) => {
    await expect(saveWith(NOW - earlier)).rejects.toMatchObject({ facts: { code: 'CONSENT_REQUIRED' } });
  });
});

test('whatever is in flight when a learner deletes everything, nothing of it is there afterwards', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom('before', 'after'), { minLength: 4, maxLength: 16 }), async (order) => {
      const learner = await learnerWithData();
      const old = { clientId: 'test', consentedAtMs: CONSENTED, scope: 'dt:write' };
      const write = async (index: number) => {
        const { events } = storesOf(learner.userId, old);
        await events.saveEvents([event({ at: '2026-11-11T09:00:00+03:00', id: `w${index}` })], writer());
      };
      const writers = order.map((when, index) => ({ when, index }));
      const early = writers.filter(({ when }) => when === 'before').map(({ index }) => write(index).catch(() => {}));
      const erased = erase(learner);
      const late = writers.filter(({ when }) => when === 'after').map(({ index }) => write(index).catch(() => {}));
      await Promise.all([...early, erased, ...late]);
      expect((await learner.twin.rights.rowCounts()).events).toBe(0);
    }),
    { numRuns: 15 },
  );
});

test('whatever is in flight when a learner takes a permission back, what is stored is what was acknowledged', async () => {
  const plan = fc.record({ when: fc.constantFrom('before', 'after'), app: fc.constantFrom('test', 'another') });
  await fc.assert(
    fc.asyncProperty(fc.array(plan, { minLength: 4, maxLength: 14 }), async (plans) => {
      const learner = newLearner();
      const acknowledged: string[] = [];
      const write = async (app: string, id: string) => {
        const grant = { clientId: app, consentedAtMs: CONSENTED, scope: 'dt:write' };
        const { events } = storesOf(learner.userId, grant);
        const refused = await events.saveEvents([event({ at: '2026-11-11T09:00:00+03:00', id })], writer()).then(
          () => null,
          (error: unknown) => error,
        );
        if (refused === null) acknowledged.push(id);
        else expect([app, refused]).toMatchObject(['test', { facts: { code: 'CONSENT_REQUIRED' } }]);
      };
      const writes = plans.map(({ when, app }, index) => ({ when, run: () => write(app, `${app} ${index}`) }));
      const early = writes.filter(({ when }) => when === 'before').map(({ run }) => run());
      const withdrawn = learner.twin.rights.withdraw(['dt:write'], { clientId: 'test', nowMs: NOW });
      const late = writes.filter(({ when }) => when === 'after').map(({ run }) => run());
      await withdrawn;
      await write('test', 'test last');
      await Promise.all([...early, ...late]);
      const stored = (await rowsOf(learner)).filter(({ name }) => name === 'event').map((row) => row['external_id']);
      expect(stored.sort()).toEqual(acknowledged.sort());
      expect(acknowledged).not.toContain('test last');
    }),
    { numRuns: 10 },
  );
});

test('one batch that deletes everything and writes twenty notes leaves none', async () => {
  const learner = await signIn();
  const first = await learner.call('dt_delete_my_data', {});
  const { confirmation_token: confirm } = Object(first.result?.['structuredContent']);
  const message = (id: number, name: string, args: object) => ({
    jsonrpc: '2.0',
    id,
    method: 'tools/call',
    params: { name, arguments: args },
  });
  const note = (id: number) =>
    message(id, 'dt_save_reflection_note', { type: 'daily', date: '2026-11-10', text: `заметка ${id}` });
  const batch = [
    message(1, 'dt_delete_my_data', { confirm }),
    ...Array.from({ length: 20 }, (_, index) => note(index + 2)),
  ];
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    'mcp-protocol-version': '2025-03-26',
    authorization: `Bearer ${learner.token}`,
  };
  const answer = await fetch(new Request(endpoint, { method: 'POST', headers, body: JSON.stringify(batch) }));
  expect(await answer.text()).toContain('Удалено насовсем');
  expect(await learner.twin.rights.rowCounts()).toMatchObject({ notes: 0 });
});
