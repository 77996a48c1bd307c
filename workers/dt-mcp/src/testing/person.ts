import { env, exports } from 'cloudflare:workers';
import { type Tool, ToolError } from '@aisystant/mcp';
import { callDirectly } from '@aisystant/mcp/testing';
import { callTool, type Exchange, issueToken, workerFetch } from '@aisystant/testing';
import { type NewActivityEvent, parseActivityEvent } from '../domain/activity/activity-event.ts';
import { addDays } from '../domain/time/calendar.ts';
import type { DtEnv } from '../server.ts';
import { type DtServices, servicesOf } from '../services.ts';
import { openTwin } from '../store/durable-twin.ts';
import type { TwinObject } from '../store/twin-object.ts';
import type { TwinStores } from '../store/twin-store.ts';
import { requireConsent } from '../tools/consent.ts';

/** The Worker under test. */
export const bindings = env as unknown as DtEnv;
/** Its MCP endpoint. */
export const endpoint = `${bindings.BASE_URL}/mcp`;
/** Its fetch, without a network. */
export const fetch = workerFetch(exports);

/** Monday after the tested week, in Moscow. */
export const NOW = Date.parse('2026-11-16T12:00:00+03:00');
/** Monday of the tested week, 2026-W46. */
export const MONDAY = '2026-11-09';

/** A new learner with their own Durable Object. */
export interface Learner {
  readonly userId: string;
  readonly stub: DurableObjectStub<TwinObject>;
  readonly twin: TwinStores;
  /** Calls a tool as this learner at a given time. */
  ask(tool: Tool<DtServices>, input: object, nowMs?: number): Promise<ToolAnswer>;
}

/** The answer of a tool. */
export interface ToolAnswer {
  readonly data: Record<string, unknown>;
  readonly summary: string;
}

/** Creates a learner. */
export function newLearner(): Learner {
  const userId = `learner-${crypto.randomUUID()}`;
  const twin = openTwin(bindings.TWIN, userId);
  return {
    userId,
    twin,
    stub: bindings.TWIN.get(bindings.TWIN.idFromName(userId)),
    ask: clientOf({ userId, twin }, { clientId: 'test' }),
  };
}

/** The client of a token. */
interface Client {
  readonly clientId: string;
  readonly scopes?: readonly string[];
  readonly consentedAtMs?: number;
  revokeAllAccess?(): Promise<void>;
}

/** Calls tools as one client of a learner. */
export function clientOf({ userId, twin }: Pick<Learner, 'userId' | 'twin'>, client: Client): Learner['ask'] {
  const { clientId, scopes = ['dt:read', 'dt:write'], consentedAtMs = 0, revokeAllAccess = async () => {} } = client;
  const user = { userId, scopes, clientId, consentedAt: Math.floor(consentedAtMs / 1000) };
  return (tool, input, now = NOW) => {
    const services = servicesOf(twin, user, bindings.BASE_URL, revokeAllAccess);
    return callDirectly({ requireConsent }, tool, input, { user, services, now });
  };
}

/** The error facts of a refused call; fails the test when the call succeeds. */
export async function refusalOf(call: Promise<unknown>): Promise<ToolError['facts']> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof ToolError) return error.facts;
  throw error ?? new Error('the call was answered');
}

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

/** Signs a learner in; calls go through the Worker over HTTP. */
export async function signIn(scopes: readonly string[] = ['dt:read', 'dt:write'], learner: Learner = newLearner()) {
  const token = await issueToken(fetch, bindings, { userId: learner.userId, scopes });
  const authorization = `Bearer ${token}`;
  return {
    ...learner,
    token,
    call: (name: string, args: object, rest: Partial<Exchange> = {}) =>
      callTool(fetch, endpoint, name, args, { token, ...rest }),
    post: (body: unknown) =>
      fetch(
        new Request(`${endpoint}/events`, {
          method: 'POST',
          headers: { authorization, 'content-type': 'application/json' },
          body: typeof body === 'string' ? body : JSON.stringify(body),
        }),
      ),
  };
}
