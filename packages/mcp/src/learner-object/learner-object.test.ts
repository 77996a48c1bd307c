import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FixtureLearner, LIMITS, MIGRATIONS } from '../../fixture/learner.ts';
import type { DocumentWrite, Grant } from './index.ts';
import { migrate } from './learner-object.ts';

const { LEARNER } = env as unknown as { readonly LEARNER: DurableObjectNamespace<FixtureLearner> };
type Learner = DurableObjectStub<FixtureLearner>;
type Stores = ReturnType<FixtureLearner['stores']>;

const NOW = Date.parse('2026-11-28T12:00:00Z');
const writer = (nowMs = NOW, clientId = 'chat') => ({ clientId, nowMs });
const grant = (scope: string | null, consentedAtMs = NOW - 1): Grant => ({ clientId: 'chat', consentedAtMs, scope });
const OWNER = grant(null, Number.POSITIVE_INFINITY);

const newLearner = (): Learner => LEARNER.get(LEARNER.newUniqueId());
/** Runs something on the stores of a learner, inside the object. */
const within = <T>(learner: Learner, run: (stores: Stores) => Promise<T>, as: Grant = OWNER): Promise<T> =>
  runInDurableObject(learner, (object: FixtureLearner) => run(object.stores(as)));

const note = (text: string, more: Partial<DocumentWrite<{ text: string }>> = {}): DocumentWrite<{ text: string }> => ({
  ...{ id: null, create: true, label: 'note', date: '2026-11-28', body: { text }, expectedVersion: 0 },
  idempotencyKey: { key: text, fingerprint: null },
  ...more,
});
const save = (learner: Learner, text: string, more = {}, as = OWNER) =>
  within(learner, ({ documents }) => documents.saveDocument('note', note(text, more), writer()), as);
const ALL = { labels: null, from: '', to: '9999', limit: 100, after: null };
const textsOf = (learner: Learner, as = OWNER) =>
  within(
    learner,
    async ({ documents }) => {
      const { documents: found } = await documents.listDocuments('note', ALL);
      return found.map(({ body }) => body.text).sort();
    },
    as,
  );

/** The rows of every table. */
const rowsOf = (learner: Learner): Promise<{ readonly [table: string]: readonly object[] }> =>
  runInDurableObject(learner, (_, { storage: { sql } }) => {
    const tables = sql.exec<{ name: string }>("select name from sqlite_master where type = 'table'").toArray();
    const own = tables.filter(({ name }) => !name.startsWith('_cf_'));
    return Object.fromEntries(own.map(({ name }) => [name, sql.exec(`select * from "${name}"`).toArray()]));
  });

async function erase(learner: Learner, nowMs = NOW) {
  const hash = crypto.randomUUID();
  return within(learner, async ({ rights }) => {
    await rights.issueTicket('delete', hash, nowMs + 1_000, writer(nowMs));
    return rights.erase(hash, writer(nowMs));
  });
}

describe('two learners', () => {
  const step = fc.oneof(
    fc.record({ act: fc.constant('save' as const), text: fc.constantFrom('а', 'б', 'в') }),
    fc.record({ act: fc.constant('list' as const) }),
    fc.record({ act: fc.constant('withdraw' as const), scope: fc.constantFrom('fixture:read', 'fixture:write') }),
    fc.record({ act: fc.constant('erase' as const) }),
  );
  type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

  /** Does a step and says what came of it. Ids are random. */
  async function perform(learner: Learner, each: Step): Promise<unknown> {
    switch (each.act) {
      case 'save':
        return (await save(learner, each.text)).status;
      case 'list':
        return textsOf(learner);
      case 'withdraw':
        return within(learner, ({ rights }) => rights.withdraw([each.scope], writer()));
      case 'erase':
        return (await erase(learner)).status;
    }
  }

  test('whose calls are interleaved each get what they would get alone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 10 }), fc.array(step, { maxLength: 10 }), async (one, other) => {
        const alone = async (steps: readonly Step[]) => {
          const learner = newLearner();
          const outcomes: unknown[] = [];
          for (const each of steps) outcomes.push(await perform(learner, each));
          return [outcomes, await textsOf(learner)];
        };
        const expected = [await alone(one), await alone(other)];
        expect(await Promise.all([alone(one), alone(other)])).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });

  test('never use each other’s confirmation', async () => {
    const [anna, boris] = [newLearner(), newLearner()];
    await Promise.all([save(anna, 'а'), save(boris, 'б')]);
    await within(anna, ({ rights }) => rights.issueTicket('delete', 'hash', NOW + 1_000, writer()));
    expect(await within(boris, ({ rights }) => rights.erase('hash', writer()))).toEqual({ status: 'refused' });
    expect([await textsOf(anna), await textsOf(boris)]).toEqual([['а'], ['б']]);
  });
});

describe('documents', () => {
  test('fifty that are created at once are all there, and one that is created fifty times is there once', async () => {
    const learner = newLearner();
    await Promise.all(Array.from({ length: LIMITS.note }, (_, i) => save(learner, `${i}`)));
    const repeated = await Promise.all(Array.from({ length: 50 }, () => save(learner, '0')));
    expect(new Set(repeated.map(({ status }) => status))).toEqual(new Set(['same']));
    expect(await textsOf(learner)).toHaveLength(LIMITS.note);
    expect(await save(learner, 'one more')).toEqual({ status: 'full' });
  });

  test('are replaced under the version that was read, and under no other', async () => {
    const learner = newLearner();
    const write = (text: string, expectedVersion: number) =>
      save(learner, text, { id: 'n', idempotencyKey: null, expectedVersion });
    expect(await write('а', 0)).toMatchObject({ status: 'created', document: { version: 1 } });
    const settled = await Promise.all(Array.from({ length: 10 }, (_, i) => write(`${i}`, 1)));
    expect(settled.filter(({ status }) => status === 'updated')).toHaveLength(1);
    expect(settled.filter(({ status }) => status === 'conflict')).toHaveLength(9);
    expect(settled).toContainEqual({ status: 'conflict', version: 2 });
  });
});

describe('migrations', () => {
  /** A learner whose object has taken some steps only, with a document. */
  async function learnerOfVersion(steps: number): Promise<Learner> {
    const learner = newLearner();
    await textsOf(learner);
    await runInDurableObject(learner, (_, { storage }) => {
      const { sql } = storage;
      for (const table of ['document', 'withdrawal', 'ticket', 'tombstone', 'mark', 'schema_version']) {
        sql.exec(`drop table ${table}`);
      }
      migrate(storage, MIGRATIONS.slice(0, steps));
    });
    await save(learner, 'до обновления');
    await evictDurableObject(learner);
    return learner;
  }

  test('bring an older object to the newest version with its data', async () => {
    const learner = await learnerOfVersion(1);
    expect(await textsOf(learner)).toEqual(['до обновления']);
    await within(learner, ({ mark }) => mark('после', writer()));
    expect(await rowsOf(learner)).toMatchObject({
      mark: [{ name: 'после' }],
      schema_version: [{ version: 1 }, { version: 2 }],
    });
  });

  test('that fail leave the object as it was', async () => {
    const learner = newLearner();
    await save(learner, 'а');
    const before = await rowsOf(learner);
    const steps = [...MIGRATIONS, 'create table more(name text) strict', 'create table more(name text) strict'];
    await runInDurableObject(learner, (_, { storage }) => expect(() => migrate(storage, steps)).toThrow('more'));
    expect(await rowsOf(learner)).toEqual(before);
  });

  test('are not taken twice', async () => {
    const learner = newLearner();
    await save(learner, 'а');
    const before = await rowsOf(learner);
    for (let i = 0; i < 3; i += 1) await evictDurableObject(learner).then(() => textsOf(learner));
    expect(await rowsOf(learner)).toEqual(before);
  });
});

describe('an erasure', () => {
  test('empties every table, the server’s own too, and keeps what was withdrawn and a mark of itself', async () => {
    const learner = newLearner();
    await save(learner, 'а');
    await within(learner, async ({ mark, rights }) => {
      await mark('своё', writer());
      await rights.withdraw(['fixture:write'], writer());
      await rights.issueTicket('export', 'link', NOW + 1_000, writer());
    });
    expect(await erase(learner)).toEqual({
      status: 'erased',
      deletedAtMs: NOW,
      counts: { documents: 1, marks: 1 },
    });
    expect(await rowsOf(learner)).toEqual({
      ...{ document: [], mark: [], ticket: [] },
      withdrawal: [{ client_id: 'chat', scope: 'fixture:write', withdrawn_at_ms: NOW }],
      tombstone: [{ hash: expect.any(String), deleted_at_ms: NOW }],
      schema_version: [{ version: 1 }, { version: 2 }],
    });
  });

  test('needs a confirmation that is known and not expired; repeated with the same one it is done already', async () => {
    const learner = newLearner();
    await save(learner, 'а');
    const eraseAt = (hash: string, nowMs: number) => within(learner, ({ rights }) => rights.erase(hash, writer(nowMs)));
    await within(learner, ({ rights }) => rights.issueTicket('delete', 'hash', NOW + 1_000, writer()));
    expect(await eraseAt('other', NOW)).toEqual({ status: 'refused' });
    expect(await eraseAt('hash', NOW + 1_000)).toEqual({ status: 'refused' });
    expect(await textsOf(learner)).toEqual(['а']);
    expect(await eraseAt('hash', NOW + 999)).toMatchObject({ status: 'erased' });
    await save(learner, 'б');
    expect(await eraseAt('hash', NOW + 2_000)).toEqual({ status: 'already', deletedAtMs: NOW + 999, counts: null });
    expect(await textsOf(learner)).toEqual(['б']);
  });

  test('ends every older grant, and no newer one', async () => {
    const learner = newLearner();
    await erase(learner);
    const refused = save(learner, 'а', {}, grant('fixture:write', NOW));
    await expect(refused).rejects.toMatchObject({ facts: { code: 'CONSENT_REQUIRED' } });
    expect(await save(learner, 'а', {}, grant('fixture:write', NOW + 1))).toMatchObject({ status: 'created' });
  });
});

test('a withdrawn scope is refused in the object, to its client and of its grants only', async () => {
  const learner = newLearner();
  await save(learner, 'а');
  await within(learner, ({ rights }) => rights.withdraw(['fixture:read'], writer()));
  await expect(textsOf(learner, grant('fixture:read'))).rejects.toMatchObject({ facts: { code: 'CONSENT_REQUIRED' } });
  for (const still of [grant('fixture:write'), grant('fixture:read', NOW + 1), grant(null)]) {
    expect(await textsOf(learner, still)).toEqual(['а']);
  }
  expect(await textsOf(learner, { ...grant('fixture:read'), clientId: 'other' })).toEqual(['а']);
});

describe('kept reads', () => {
  const list = (learner: Learner) =>
    within(learner, ({ documents }) => documents.listDocuments('note', ALL)).then(({ documents }) => documents.length);

  test('ask the storage once until the next write, of whatever table', async () => {
    const learner = newLearner();
    await save(learner, 'а');
    const behindItsBack = () =>
      runInDurableObject(learner, (_, { storage }) => void storage.sql.exec('delete from document'));
    expect(await list(learner)).toBe(1);
    await behindItsBack();
    expect(await list(learner)).toBe(1);
    await within(learner, ({ mark }) => mark('своё', writer()));
    expect(await list(learner)).toBe(0);
  });

  test('are forgotten by a write that fails, and lost with the object', async () => {
    const learner = newLearner();
    await within(learner, ({ mark }) => mark('своё', writer()));
    expect(await list(learner)).toBe(0);
    await runInDurableObject(learner, (_, { storage }) => {
      storage.sql.exec(`insert into document(kind, id, label, on_date, version, body, client_id, created_at_ms, updated_at_ms)
        values ('note', 'x', '', '2026-11-28', 1, '{"text":"а"}', '', 0, 0)`);
    });
    expect(await list(learner)).toBe(0);
    await expect(within(learner, ({ mark }) => mark('своё', writer()))).rejects.toThrow('UNIQUE');
    expect(await list(learner)).toBe(1);
    await evictDurableObject(learner);
    expect(await list(learner)).toBe(1);
  });
});

test('a copy has every row of the declared tables, and no secret of a link', async () => {
  const learner = newLearner();
  await save(learner, 'мой текст');
  const text = await within(learner, async ({ mark, rights }) => {
    await mark('своё', writer());
    await rights.issueTicket('export', 'secret-hash', NOW + 1_000, writer());
    return rights.exportJson(10_000, NOW);
  });
  expect(JSON.parse(text ?? '')).toMatchObject({
    ...{ format: 'fixture', version: '1.0.0', exported_at: '2026-11-28T12:00:00.000Z' },
    document: [{ kind: 'note', body: '{"text":"мой текст"}' }],
    mark: [{ name: 'своё' }],
  });
  expect(text).not.toContain('secret-hash');
});
