import type { FailureReason } from './failure.ts';
import type { MethodUsage, PaceRules } from './pace/pace-rules.ts';

/** A call that may be made. What is not declared cannot be sent. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below the base URL, with parameters in braces: `/api/recordings/{key}/transcript`. Each is one path segment. */
  readonly path: string;
  /** Whether it may be retried. Default: true for GET, false for the others. */
  readonly idempotent?: boolean;
  /** Calls of one lane run one at a time for all isolates. */
  readonly lane?: string;
  /** Scope that the key needs, named in the log when the third party answers 403. */
  readonly scope?: string;
}

/** What an error response means. The first rule that matches decides; without one, the HTTP status does. */
export interface ErrorRule {
  /** HTTP status; any when absent. */
  readonly status?: number;
  /** Value of the code in the body; any when absent. */
  readonly code?: string;
  readonly reason: FailureReason;
  /** `false`: not retried, though the reason is one that usually is. */
  readonly retry?: false;
}

/** How a third party is called: everything in which two of them differ, as data. It holds no secret. */
export interface UpstreamPolicy<Name extends string = string> {
  /** In log lines: `ktalk`. */
  readonly name: string;
  /** In messages to people: `Контур.Толк`. */
  readonly title: string;
  readonly endpoints: { readonly [name in Name]: Endpoint };
  /** Hosts that a redirect may lead to, exact or `*.example.com`; a request is sent there once more, as it was. */
  readonly redirectHosts: readonly string[];
  /** Longest time of one attempt, headers and whole body, in ms. */
  readonly timeoutMs: number;
  /** Longest time of a call with all its waits and retries, in ms; below the deadline of a tool. */
  readonly totalMs: number;
  readonly maxBodyBytes: number;
  readonly retry: {
    /** Requests that are sent, at most. A turn that was lost with its object counts too; as long as nothing was sent, three are asked for at least. */
    readonly attempts: number;
    /** Longest wait before the second attempt, doubled for each further one; the wait is random below it. */
    readonly baseMs: number;
    readonly maxMs: number;
  };
  /** Fields of an error body; `inSuccess`: a response of status 200 that has the code is an error too. */
  readonly errorBody: { readonly code: string; readonly message: string; readonly inSuccess?: boolean };
  readonly errors: readonly ErrorRule[];
  readonly pace: PaceRules;
  /** Reads from a body, of a success or an error, how much of a method's allowance is used. */
  readonly usage?: (body: unknown, uses: readonly string[]) => readonly MethodUsage[];
}

/** Where calls go and with which key. Never logged. */
export interface UpstreamTarget {
  /** Origin and path without a trailing slash; `https:`, or `http:` on loopback. */
  readonly baseUrl: string;
  readonly headers: { readonly [name: string]: string };
  /** Texts that must not leave in an error or a log line: the key, the secret of a webhook's URL. */
  readonly secrets: readonly string[];
}
