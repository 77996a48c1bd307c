import { Refused } from './answer.ts';
import { type Fault, type FaultPlan, Faults } from './faults.ts';
import { indexSpace, type SpaceIndex } from './index-of-space.ts';
import type { Key, Keys } from './keys.ts';
import { ALL_ODDITIES, type Oddities } from './oddities.ts';
import { type KTalkRequest, RECORDING_OPERATIONS } from './recording-operations.ts';
import { type LoggedRequest, RequestLog } from './request-log.ts';
import { type Operation, type Route, routeOf } from './routes.ts';
import { isInRoster, type Space, type SpaceRecording } from './space.ts';
import { mayCall, USER_OPERATIONS } from './user-operations.ts';
import { type Delivery, type Send, type WebhookEvent, Webhooks } from './webhooks.ts';

/** A space to simulate. */
export interface KTalkOptions {
  readonly space: Space;
  readonly keys: Keys;
  /** Default: all of them. */
  readonly oddities?: Partial<Oddities>;
  /** How long a transcript takes, in ms; default 5. Without it two could not be under way at once. */
  readonly transcriptMs?: number;
  /** Epoch ms. Default: the system's clock. */
  readonly now?: () => number;
  /** Sends webhooks. Default: the network. */
  readonly send?: Send;
}

/** A simulated space. It runs in Node and in workerd alike. */
export interface KTalk {
  /** Answers a request as KTalk does. */
  fetch(request: Request): Promise<Response>;
  /** What arrived since the start or the last `clear`, in order. */
  readonly requests: readonly LoggedRequest[];
  /** What a client must never do and did: a key in a URL, a write, parallel transcripts, a call that creates a room. */
  violations(): readonly string[];
  /** Empties the log and forgets the planned faults. */
  clear(): void;
  /** Plans a fault for the next request, or more. */
  setFault(fault: Fault, plan?: FaultPlan): void;
  /** Replaces what the space holds. */
  setSpace(space: Space): void;
  readonly space: Space;
  /** Replaces the keys. */
  setKeys(keys: Keys): void;
  /** Delivers events in this order to the registered webhooks. */
  deliver(...events: readonly WebhookEvent[]): Promise<readonly Delivery[]>;
  /** Ends what is stalled. */
  close(): void;
}

/** Makes a simulated space. */
export function createKTalk(options: KTalkOptions): KTalk {
  return new SimulatedSpace(options);
}

/** The headers of every answer with a body. */
const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

class SimulatedSpace implements KTalk {
  readonly #log = new RequestLog();
  readonly #faults = new Faults();
  readonly #webhooks: Webhooks;
  readonly #oddities: Oddities;
  readonly #transcriptMs: number;
  readonly #now: () => number;
  readonly #stalled = new Set<() => void>();
  /** Keys of the transcripts that are under way. */
  readonly #transcripts: string[] = [];
  #index: SpaceIndex;
  #space: Space;
  #keys: Keys;

  constructor({ space, keys, oddities, transcriptMs = 5, now = Date.now, send = fetch }: KTalkOptions) {
    this.#space = space;
    this.#index = indexSpace(space);
    this.#keys = keys;
    this.#oddities = { ...ALL_ODDITIES, ...oddities };
    this.#transcriptMs = transcriptMs;
    this.#now = now;
    this.#webhooks = new Webhooks(send, now);
  }

  get requests(): readonly LoggedRequest[] {
    return this.#log.requests;
  }

  get space(): Space {
    return this.#space;
  }

  violations(): readonly string[] {
    return this.#log.violations(Object.keys(this.#keys));
  }

  clear(): void {
    this.#log.clear();
    this.#faults.clear();
  }

  setFault(fault: Fault, plan: FaultPlan = {}): void {
    this.#faults.add(fault, plan);
  }

  setSpace(space: Space): void {
    this.#space = space;
    this.#index = indexSpace(space);
  }

  setKeys(keys: Keys): void {
    this.#keys = keys;
  }

  async deliver(...events: readonly WebhookEvent[]): Promise<readonly Delivery[]> {
    const deliveries: Delivery[] = [];
    for (const event of events) deliveries.push(...(await this.#webhooks.deliver(event)));
    return deliveries;
  }

  close(): void {
    for (const end of this.#stalled) end();
  }

  async fetch(request: Request): Promise<Response> {
    const { pathname, search, searchParams } = new URL(request.url);
    const matched = routeOf(request.method, pathname);
    const operation = matched?.route.operation ?? 'unknown';
    const key = this.#keys[request.headers.get('x-auth-token') ?? ''];
    const isTranscript = operation === 'transcript';
    const own = matched?.params[0] ?? '';
    if (isTranscript) this.#transcripts.push(own);
    const transcriptsAtOnce = isTranscript ? this.#transcripts.length : 0;
    const [others] = this.#transcripts;
    try {
      if (isTranscript) await this.#pause(this.#transcriptMs);
      const mixed = isTranscript && transcriptsAtOnce > 1 && this.#oddities.mixesTranscripts ? others : undefined;
      const answer = async () => {
        if (!matched) return new Response(null, { status: key ? 404 : 401 });
        const params = mixed === undefined ? matched.params : [mixed];
        return this.#answer(request, { route: matched.route, params, query: searchParams, key });
      };
      const response = await this.#withFault(operation, own, answer);
      const kind = key?.kind ?? 'none';
      const { status } = response;
      const { method } = request;
      this.#log.add({ operation, method, path: pathname, query: search, status, key: kind, transcriptsAtOnce });
      return response;
    } finally {
      if (isTranscript) this.#transcripts.splice(this.#transcripts.indexOf(own), 1);
    }
  }

  async #withFault(operation: Operation, key: string, answer: () => Promise<Response>): Promise<Response> {
    const fault = this.#faults.next(operation);
    switch (fault?.kind) {
      case 'status': {
        const retryAfter = fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter };
        const type = fault.html ? { 'content-type': 'text/html' } : {};
        const page = '<html><head><title>Error</title></head><body>Service unavailable</body></html>';
        return new Response(fault.html ? page : null, { status: fault.status, headers: { ...type, ...retryAfter } });
      }
      case 'truncated': {
        const text = await (await answer()).text();
        return new Response(text.slice(0, Math.floor(text.length * 0.6)), { headers: JSON_TYPE });
      }
      case 'stall':
        await this.#pause(fault.ms);
        return answer();
      case 'redirect':
        return new Response(null, { status: 302, headers: { location: fault.location } });
      case 'swap':
        return this.#transcriptOfAnother(fault.key ?? this.#strangerTo(key)) ?? answer();
      default:
        return answer();
    }
  }

  async #answer(
    request: Request,
    call: Pick<KTalkRequest, 'params' | 'query'> & { route: Route; key: Key | undefined },
  ) {
    const { route, params, query, key } = call;
    const { operation } = route;
    const isExpired = key !== undefined && key.expiresAtMs <= this.#now();
    // An expired key may still ask about itself.
    if (!key || (isExpired && operation !== 'accessInfo')) return new Response(null, { status: 401 });
    if (!mayCall(key, route)) return new Response(null, { status: 403 });
    try {
      const run = RECORDING_OPERATIONS[operation] ?? USER_OPERATIONS[operation];
      const { status, body } = run
        ? run({ index: this.#index, oddities: this.#oddities, key, params, query })
        : this.#webhook(operation, params[0] ?? '', await request.json().catch(() => null));
      return respond(status, body);
    } catch (error) {
      if (error instanceof Refused) return respond(error.answer.status, error.answer.body);
      throw error;
    }
  }

  #webhook(operation: Operation, key: string, body: unknown) {
    if (!this.#oddities.webhooks) throw new Refused({ status: 403 });
    if (operation === 'createWebhook') return this.#webhooks.create(body);
    if (operation === 'activateWebhook') return this.#webhooks.activate(key, body);
    if (operation === 'deleteWebhook') return this.#webhooks.remove(key);
    return this.#webhooks.list();
  }

  #transcriptOfAnother(key: string | null): Response | null {
    const recording = this.#index.recordings.get(key ?? '');
    const run = RECORDING_OPERATIONS.transcript;
    const owner: Key = { kind: 'space', scopes: [], expiresAtMs: 0 };
    if (!recording || !run) return null;
    const request = { index: this.#index, oddities: this.#oddities, key: owner, params: [recording.key] };
    const { status, body } = run({ ...request, query: new URLSearchParams() });
    return respond(status, body);
  }

  /** A recording with a transcript that shares no person with another one. */
  #strangerTo(key: string): string | null {
    const own = this.#index.recordings.get(key);
    const isStranger = (each: SpaceRecording) =>
      each.key !== key &&
      each.transcript === 'complete' &&
      each.roster.some((entry) => 'userKey' in entry) &&
      each.roster.every((entry) => 'guest' in entry || !own || !isInRoster(own, entry.userKey));
    return this.#space.recordings.find(isStranger)?.key ?? null;
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.#stalled.delete(end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.#stalled.add(end);
    });
  }
}

function respond(status: number, body: unknown): Response {
  return body === undefined
    ? new Response(null, { status })
    : new Response(JSON.stringify(body), { status, headers: JSON_TYPE });
}
