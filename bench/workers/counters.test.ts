import { expect, test } from 'vitest';
import { wrapObject, wrapWorker } from './counters.ts';

const context = {} as ExecutionContext;
const KV = {
  get: async (key: string | readonly string[]) => `value of ${key}`,
  getWithMetadata: async () => ({ value: 'x', metadata: null }),
  put: async () => undefined,
  delete: async () => undefined,
  list: async () => ({ keys: [] }),
};
const storage = () => ({
  sql: { exec: (query: string) => ({ query, rowsRead: 7, rowsWritten: 2, toArray: () => [{ a: 1 }] }) },
  get: async () => 'kept',
  put: async () => undefined,
  delete: async () => true,
  setAlarm: async () => undefined,
});

/** An object with a store and a namespace of it, as workerd gives them. */
class Rows {
  readonly storage: ReturnType<typeof storage>;
  readonly env: { readonly KV: typeof KV };
  constructor(state: object, env: object) {
    this.storage = (state as { storage: ReturnType<typeof storage> }).storage;
    this.env = env as { readonly KV: typeof KV };
  }
  async read(): Promise<unknown> {
    await this.storage.put();
    await this.env.KV.get('inside');
    return this.storage.sql.exec('select 1').toArray();
  }
}

test('what a request uses is counted once, in the Worker and in the object, and its answer is the same', async () => {
  const Counted = wrapObject(Rows) as typeof Rows;
  const object = new Counted({ storage: storage() }, { KV });
  const ROWS = { idFromName: () => 'id', get: () => object };
  const worker = wrapWorker({
    fetch: async (_request, env) => {
      const { KV: kv, ROWS: rows } = env as { KV: typeof KV; ROWS: typeof ROWS };
      await Promise.all([kv.get('a'), kv.get(['b', 'c']), kv.getWithMetadata(), kv.put(), kv.delete(), kv.list()]);
      console.log('a line');
      return Response.json([await kv.get('d'), rows.idFromName(), await rows.get().read()]);
    },
  });
  const ask = (path: string) => worker.fetch(new Request(`http://localhost${path}`), { KV, ROWS, TEXT: 'x' }, context);
  const counts = async () => (await (await ask('/bench/counts')).json()) as Readonly<Record<string, number>>;
  const before = await counts();
  expect(await (await ask('/mcp')).json()).toEqual(['value of d', 'id', [{ a: 1 }]]);
  const { objectMs = 0, ...after } = await counts();
  expect(objectMs).toBeGreaterThan(0);
  expect(before).toMatchObject({ requests: 0, kvReads: 0 });
  expect(after).toEqual({
    requests: 1,
    objectCalls: 1,
    kvReads: 6,
    kvWrites: 1,
    kvDeletes: 1,
    kvLists: 1,
    rowsRead: 7,
    rowsWritten: 3,
    logLines: 1,
  });
});
