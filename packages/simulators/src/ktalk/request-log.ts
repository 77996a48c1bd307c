import type { Operation } from './routes.ts';

/** A request as it arrived. */
export interface LoggedRequest {
  readonly operation: Operation;
  readonly method: string;
  /** Path as it was sent. */
  readonly path: string;
  readonly query: string;
  readonly status: number;
  /** Kind of the key it came with. */
  readonly key: 'space' | 'personal' | 'none';
  /** Transcripts under way while this one was, itself included; 0 for other operations. */
  readonly transcriptsAtOnce: number;
}

/** Requests that are kept; the oldest go first. */
const MOST = 200_000;

/** Operations that a reading client never calls: the first creates a room, the second lists the tokens of other keys. */
const FORBIDDEN: ReadonlySet<Operation> = new Set(['room', 'applications']);
const WEBHOOK_WRITES: ReadonlySet<Operation> = new Set(['createWebhook', 'activateWebhook', 'deleteWebhook']);

/** The requests since the start or the last `clear`. */
export class RequestLog {
  readonly requests: LoggedRequest[] = [];

  /** Adds a request. */
  add(request: LoggedRequest): void {
    if (this.requests.length >= MOST) this.requests.splice(0, MOST / 10);
    this.requests.push(request);
  }

  /** Empties the log. */
  clear(): void {
    this.requests.length = 0;
  }

  /** What a client must never do, one sentence for each request that did. */
  violations(secrets: readonly string[]): string[] {
    return this.requests.flatMap(({ operation, method, path, query, transcriptsAtOnce }) => [
      ...(secrets.some((secret) => decodeURIComponent(path + query).includes(secret))
        ? [`a key in the URL of ${operation}`]
        : []),
      ...(method !== 'GET' && !WEBHOOK_WRITES.has(operation) ? [`${method} ${path}`] : []),
      ...(FORBIDDEN.has(operation) ? [`${operation}: ${path}`] : []),
      ...(transcriptsAtOnce > 1 ? [`${transcriptsAtOnce} transcripts at once`] : []),
    ]);
  }
}
