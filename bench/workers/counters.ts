import type { Counts } from '../counts.ts';

type Method = (...args: readonly unknown[]) => unknown;
type Fetch = (request: Request, env: Readonly<Record<string, unknown>>, context: ExecutionContext) => Promise<Response>;
type ObjectClass = new (state: DurableObjectState, env: object) => object;

/** The path at which a wrapped Worker gives its counts. */
const COUNTS_PATH = '/bench/counts';

// Locally a Worker and its objects share an isolate, and so these.
const counts = {
  requests: 0,
  objectCalls: 0,
  objectMs: 0,
  kvReads: 0,
  kvWrites: 0,
  kvDeletes: 0,
  kvLists: 0,
  rowsRead: 0,
  rowsWritten: 0,
  logLines: 0,
};
/** A cursor knows its rows when it has been read. */
let cursors: SqlStorageCursor<Record<string, SqlStorageValue>>[] = [];

/** The Worker, which also answers with its counts. */
export function wrapWorker(worker: { readonly fetch: Fetch }): { readonly fetch: Fetch } {
  let wrapped: Readonly<Record<string, unknown>> | undefined;
  console.log = () => {
    counts.logLines += 1;
  };
  return {
    async fetch(request, env, context) {
      if (new URL(request.url).pathname === COUNTS_PATH) return Response.json(counted());
      counts.requests += 1;
      wrapped ??= wrapEnv(env);
      return worker.fetch(request, wrapped, context);
    },
  };
}

/** A Durable Object class whose rows are counted, and the KV operations it makes. */
export function wrapObject(own: ObjectClass): ObjectClass {
  return class extends own {
    constructor(state: DurableObjectState, env: object) {
      countRows(state.storage);
      super(state, wrapEnv(env));
    }
  };
}

function counted(): Counts {
  for (const { rowsRead, rowsWritten } of cursors) {
    counts.rowsRead += rowsRead;
    counts.rowsWritten += rowsWritten;
  }
  cursors = [];
  return counts;
}

function countRows(storage: DurableObjectStorage): void {
  const exec = storage.sql.exec.bind(storage.sql) as Method;
  const counted = (...args: readonly unknown[]) => {
    const cursor = exec(...args) as (typeof cursors)[number];
    cursors.push(cursor);
    return cursor;
  };
  Object.defineProperty(storage.sql, 'exec', { value: counted });
  // Its keys are rows of a table of their own.
  const rows = { get: 'rowsRead', put: 'rowsWritten', delete: 'rowsWritten', setAlarm: 'rowsWritten' } as const;
  for (const [name, field] of Object.entries(rows)) {
    const method = (storage[name as keyof typeof rows] as Method).bind(storage);
    Object.defineProperty(storage, name, { value: counting(field, method) });
  }
}

/** Each binding with a `getWithMetadata` is a KV namespace; each with an `idFromName`, one of Durable Objects. */
function wrapEnv(env: object): Readonly<Record<string, unknown>> {
  const bindings = Object.entries(env).map(([name, binding]) => {
    if (typeof binding !== 'object' || binding === null) return [name, binding];
    if ('getWithMetadata' in binding) return [name, countKv(binding as KVNamespace)];
    if ('idFromName' in binding) return [name, countCalls(binding as DurableObjectNamespace)];
    return [name, binding];
  });
  return Object.fromEntries(bindings);
}

function counting(field: keyof Counts, method: Method): Method {
  return (...args) => {
    counts[field] += Array.isArray(args[0]) ? args[0].length : 1;
    return method(...args);
  };
}

function countKv(kv: KVNamespace): object {
  const of = (name: 'get' | 'getWithMetadata' | 'put' | 'delete' | 'list') => (kv[name] as Method).bind(kv);
  return {
    get: counting('kvReads', of('get')),
    getWithMetadata: counting('kvReads', of('getWithMetadata')),
    put: counting('kvWrites', of('put')),
    delete: counting('kvDeletes', of('delete')),
    list: counting('kvLists', of('list')),
  };
}

function countCalls(namespace: DurableObjectNamespace): object {
  const stubOf = (stub: DurableObjectStub) => new Proxy(stub, { get: countCall });
  return new Proxy(namespace, {
    get(target, name) {
      const member = Reflect.get(target, name) as unknown;
      if (typeof member !== 'function') return member;
      const method = member.bind(target) as Method;
      const givesStub = name === 'get' || name === 'getByName';
      return givesStub ? (...args: readonly unknown[]) => stubOf(method(...args) as DurableObjectStub) : method;
    },
  });
}

/** Every method of a stub is a call of the object. */
function countCall(stub: DurableObjectStub, name: string | symbol): unknown {
  if (typeof name === 'symbol' || ['id', 'name', 'then'].includes(name)) return Reflect.get(stub, name);
  return async (...args: readonly unknown[]) => {
    const started = performance.now();
    counts.objectCalls += 1;
    try {
      return await (stub as unknown as Readonly<Record<string, Method>>)[name]?.(...args);
    } finally {
      counts.objectMs += performance.now() - started;
    }
  };
}
