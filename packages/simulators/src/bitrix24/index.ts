import { ApiError, systemError } from './api-error.ts';
import { runBatch } from './batch.ts';
import { type Fault, faultyAnswer } from './faults.ts';
import { LeakyBucket, OperatingTime, type RateLimit } from './limits.ts';
import { type Caller, isWrite, runMethod } from './methods.ts';
import { type LocalApplication, PortalOAuth } from './oauth.ts';
import { type Params, readParams } from './params.ts';
import type { PortalData } from './portal.ts';
import { formatTime } from './values.ts';

export type { SystemError } from './api-error.ts';
export type { Fault } from './faults.ts';
export type { RateLimit } from './limits.ts';
export type { LocalApplication } from './oauth.ts';
export type { Department, PortalData, Status } from './portal.ts';
export { seedPortal } from './seed.ts';
export type { Row } from './tables.ts';

/** An incoming webhook: the secret is in its address. */
export interface Webhook {
  readonly userId: number;
  readonly secret: string;
  readonly scopes: readonly string[];
}

/** One method that was called, alone or in a batch. */
export interface Called {
  readonly method: string;
  /** Number of the HTTP request, from 0. */
  readonly request: number;
  readonly userId: number;
  readonly writes: boolean;
  readonly params: Params;
}

/** A portal to simulate. */
export interface Bitrix24Options {
  /** Where it is reached. */
  readonly origin: string;
  readonly portal: PortalData;
  readonly webhooks: readonly Webhook[];
  /** Default: none. */
  readonly application?: LocalApplication;
  /** Default: 50 at once, two a second. */
  readonly rate?: RateLimit;
  /** Seconds that a method may work in ten minutes. Default: 480. */
  readonly operatingSeconds?: number;
  /** Seconds that a call of a method works. Default: 0.02. */
  readonly costOf?: (method: string) => number;
  /** Epoch ms. Default: the system's clock. */
  readonly now?: () => number;
}

/** A simulated portal. It runs in Node and in workerd alike. */
export interface Bitrix24 {
  /** Answers a request as the portal does. */
  fetch(request: Request): Promise<Response>;
  /** What was called since the start or the last `clear`, in order. */
  readonly calls: readonly Called[];
  /** HTTP requests to the REST API since the start or the last `clear`, refused ones too. */
  readonly requests: number;
  clear(): void;
  /** Faults of the next requests, one each, in order. */
  setFaults(...faults: readonly Fault[]): void;
  /** Replaces what the portal holds. */
  setPortal(portal: PortalData): void;
  /** Ends every access token. */
  expireAccess(): void;
}

const DEFAULT_RATE: RateLimit = { burst: 50, perSecond: 2 };
const DEFAULT_OPERATING_SECONDS = 480;
const PATH = /^\/rest\/(?:(\d+)\/([^/]+)\/)?([a-zA-Z0-9._]+?)(?:\.json)?\/?$/;

/** Makes a simulated portal. */
export function createBitrix24(options: Bitrix24Options): Bitrix24 {
  return new SimulatedPortal(options);
}

class SimulatedPortal implements Bitrix24 {
  calls: Called[] = [];
  requests = 0;
  readonly #options: Required<Pick<Bitrix24Options, 'webhooks' | 'costOf' | 'now'>>;
  readonly #oauth: PortalOAuth;
  readonly #bucket: LeakyBucket;
  readonly #operating: OperatingTime;
  #portal: PortalData;
  #faults: readonly Fault[] = [];

  constructor({ origin, portal, webhooks, application, rate, operatingSeconds, costOf, now }: Bitrix24Options) {
    this.#options = { webhooks, costOf: costOf ?? (() => 0.02), now: now ?? (() => Date.now()) };
    this.#oauth = new PortalOAuth(application ?? null, origin);
    this.#bucket = new LeakyBucket(rate ?? DEFAULT_RATE);
    this.#operating = new OperatingTime(operatingSeconds ?? DEFAULT_OPERATING_SECONDS);
    this.#portal = portal;
  }

  async fetch(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const now = this.#options.now();
    if (url.pathname === '/oauth/authorize/') return this.#oauth.authorize(url, this.#portal.users, now);
    if (url.pathname === '/oauth/token/') {
      const query = request.method === 'POST' ? new URLSearchParams(await request.text()) : url.searchParams;
      return this.#oauth.token(query, now);
    }
    const match = PATH.exec(url.pathname);
    // Version 3 of the API is another one, below /rest/api.
    if (match && !url.pathname.startsWith('/rest/api/')) return this.#rest(request, url, match);
    return Response.json(systemError('ERROR_METHOD_NOT_FOUND').body, { status: 404 });
  }

  clear(): void {
    this.calls = [];
    this.requests = 0;
  }

  setFaults(...faults: readonly Fault[]): void {
    this.#faults = faults;
  }

  setPortal(portal: PortalData): void {
    this.#portal = portal;
  }

  expireAccess(): void {
    this.#oauth.expireAccess();
  }

  async #rest(request: Request, url: URL, match: RegExpExecArray): Promise<Response> {
    this.requests += 1;
    const [fault, ...later] = this.#faults;
    this.#faults = later;
    const now = this.#options.now();
    if (fault) return faultyAnswer(fault, url, now);
    try {
      const address = request.headers.get('cf-connecting-ip') ?? 'local';
      if (!this.#bucket.take(address, now)) throw systemError('QUERY_LIMIT_EXCEEDED');
      return Response.json(await this.#answer(request, url, match));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const { status, body } = error;
      const blocked = error.error === 'OPERATION_TIME_LIMIT';
      const reset = blocked ? { operating_reset_at: this.#operating.resetAt(match[3] ?? '', now) } : {};
      return Response.json({ ...body, ...reset }, { status });
    }
  }

  async #answer(request: Request, url: URL, match: RegExpExecArray): Promise<object> {
    const params = await readParams(request, url);
    const caller = this.#callerOf(match, params);
    const [, , , method = ''] = match;
    const number = this.requests - 1;
    if (method !== 'batch') return this.#run(method, params, caller, number);
    const result = runBatch(params, (name, inner) => this.#run(name, inner, caller, number));
    return { result, time: this.#timeOf('batch') };
  }

  #callerOf([, userId, secret]: RegExpExecArray, params: Params): Caller {
    if (userId !== undefined) {
      const known = this.#options.webhooks.find((each) => each.secret === secret && each.userId === Number(userId));
      if (!known) throw systemError('INVALID_CREDENTIALS');
      return known;
    }
    const token = params['auth'];
    if (typeof token !== 'string') throw systemError('NO_AUTH_FOUND');
    const caller = this.#oauth.callerOf(token, this.#options.now());
    if (!caller) throw systemError('expired_token');
    return caller;
  }

  #run(method: string, params: Params, caller: Caller, request: number) {
    const now = this.#options.now();
    this.calls.push({ method, request, userId: caller.userId, writes: isWrite(method), params });
    if (!this.#operating.isOpen(method, now)) throw systemError('OPERATION_TIME_LIMIT');
    const listed = runMethod(method, params, { portal: this.#portal, caller, now });
    this.#operating.add(method, this.#options.costOf(method), now);
    return { ...listed, time: this.#timeOf(method) };
  }

  #timeOf(method: string): object {
    const now = this.#options.now();
    const date = formatTime(now, this.#portal.offsetMinutes);
    const seconds = this.#options.costOf(method);
    return {
      start: now / 1000,
      finish: now / 1000 + seconds,
      duration: seconds,
      processing: seconds / 2,
      date_start: date,
      date_finish: date,
      operating_reset_at: this.#operating.resetAt(method, now),
      operating: this.#operating.used(method, now),
    };
  }
}
