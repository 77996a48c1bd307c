import { runInDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import type { Grant } from '@aisystant/mcp/learner-store';
import { type Ask, createPeople, type TestClient } from '@aisystant/testing';
import { type NewActivityEvent, parseActivityEvent } from '../domain/activity/activity-event.ts';
import { addDays } from '../domain/time/calendar.ts';
import { server } from '../server.ts';
import { type SurrealDbServerEnv, serverOnSurrealDb } from '../server-on-surrealdb.ts';
import type { DtServices } from '../services.ts';
import { learnerNameOf, surrealDbStores } from '../store/surrealdb/surrealdb-stores.ts';
import type { TwinStores } from '../store/twin-store.ts';
import type { TwinObject } from '../twin-object.ts';

export { refusalOf } from '@aisystant/testing';

/** The Worker under test. */
export const bindings = env as unknown as SurrealDbServerEnv;

/** Monday after the tested week, in Moscow. */
export const NOW = Date.parse('2026-11-16T12:00:00+03:00');

/** The query of every event that a test stores, the oldest first. */
export const ALL_EVENTS = {
  fromMs: 0,
  toMs: 2 * NOW,
  types: null,
  sources: null,
  order: 'asc',
  limit: 1_000,
  after: null,
} as const;
/** Monday of the tested week, 2026-W46. */
export const MONDAY = '2026-11-09';

/** Whether the twins under test are Durable Objects, and not in SurrealDB. */
export const IN_OBJECTS = bindings.TWIN_STORE !== 'surrealdb';

/** The declaration that the Worker under test serves. */
export const served: typeof serverOnSurrealDb = IN_OBJECTS ? server : serverOnSurrealDb;

/** People of this server. */
export const people = createPeople(served, env, exports, () => NOW);
/** Its MCP endpoint, and its fetch without a network. */
export const { endpoint, fetch } = people;

/** A new learner with their own Durable Object. */
export interface Learner {
  readonly userId: string;
  readonly stub: DurableObjectStub<TwinObject>;
  readonly twin: TwinStores;
  /** Calls a tool as this learner at a given time. */
  readonly ask: Ask<DtServices>;
}

/** A grant that nothing revokes, for what a test arranges. */
export const OWNER = { clientId: 'test', consentedAtMs: Number.POSITIVE_INFINITY, scope: null };

/** Creates a learner; the twin may be in the other store than those under test. */
export function newLearner(inObject = IN_OBJECTS): Learner {
  const userId = `learner-${crypto.randomUUID()}`;
  const twin = storesOf(userId, OWNER, inObject);
  return { userId, twin, stub: stubOf(userId), ask: people.clientOf(userId) };
}

/** The object of a user's twin. */
export function stubOf(userId: string): Learner['stub'] {
  return bindings.TWIN.get(bindings.TWIN.idFromName(userId));
}

/** The twin of a user. */
export const twinOf = (userId: string): TwinStores => storesOf(userId, OWNER);

/** The stores of a twin for one grant, each method run where the data are. */
export function storesOf(userId: string, grant: Grant, inObject = IN_OBJECTS): TwinStores {
  const port = (name: keyof TwinStores) =>
    new Proxy(
      {},
      {
        get: (_, method: string) =>
          name === 'rights' && method === 'address'
            ? String(stubOf(userId).id)
            : (...args: unknown[]) => callStore(userId, grant, { name, method, args, inObject }),
      },
    );
  return {
    events: port('events'),
    notes: port('notes'),
    documents: port('documents'),
    rights: port('rights'),
  } as TwinStores;
}

interface StoreCall {
  readonly name: keyof TwinStores;
  readonly method: string;
  readonly args: readonly unknown[];
  readonly inObject: boolean;
}

async function callStore(userId: string, grant: Grant, { name, method, args, inObject }: StoreCall): Promise<unknown> {
  const call = (stores: TwinStores) => {
    const store = stores[name] as unknown as Record<string, (...given: readonly unknown[]) => unknown>;
    return store[method]?.(...args);
  };
  if (inObject) return runInDurableObject(stubOf(userId), (object) => call(object.stores(grant)));
  return call(surrealDbStores(bindings, await learnerNameOf(userId), grant));
}

/** Calls tools as one client of a learner. */
export const clientOf = ({ userId }: Pick<Learner, 'userId'>, client: TestClient): Learner['ask'] =>
  people.clientOf(userId, client);

/** What a test says about an event; the rest has defaults. */
export interface EventInput {
  readonly at: string;
  readonly minutes?: number | null;
  readonly type?: string;
  readonly source?: string;
  readonly id?: string;
  readonly title?: string;
  readonly note?: string;
}

/** An event as an app sends it. */
export function eventInput({ at, minutes = 25, type = 'reading', source = 'manual_log', id, ...words }: EventInput) {
  const external_id = id ?? `${source} ${type} ${at}`;
  return { source, external_id, activity_type: type, occurred_at: at, duration_minutes: minutes, ...words };
}

/** A validated event, ready for the store. */
export function event(input: EventInput, nowMs = NOW): NewActivityEvent {
  const parsed = parseActivityEvent(eventInput(input), nowMs);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value;
}

/** One event each morning from Monday on with these minutes; null skips a morning. */
export function morningEvents(minutes: readonly (number | null)[], source = 'manual_log'): NewActivityEvent[] {
  return minutes.flatMap((length, i) =>
    length === null ? [] : [event({ at: `${addDays(MONDAY, i)}T08:00:00+03:00`, minutes: length, source })],
  );
}

/** A writer at a time. */
export const writer = (nowMs = NOW) => ({ clientId: 'test', nowMs });

/** A new learner with such a week of mornings. */
export async function learnerWith(minutes: readonly (number | null)[]): Promise<Learner> {
  const learner = newLearner();
  await learner.twin.events.saveEvents(morningEvents(minutes), writer());
  return learner;
}

/** Signs a learner in; calls go through the Worker over HTTP. */
export async function signIn(scopes: readonly string[] = ['dt:read', 'dt:write'], learner: Learner = newLearner()) {
  const person = await people.signIn(scopes, learner.userId);
  return { ...learner, ...person, post: (body: unknown) => person.postTo('/mcp/events', body) };
}
