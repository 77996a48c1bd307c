const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** A request as the doctor makes it: nothing is added but a length. */
export interface ProbeRequest {
  readonly method: 'GET' | 'POST' | 'OPTIONS';
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body?: string;
}

/** What came back, as it came: no redirect is followed. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Sends a request. Throws an error with a `code` when there is no answer. */
export type Send = (request: ProbeRequest) => Promise<Answer>;

/** One examination: the address, who asks, and one way to ask. */
export interface Probe {
  /** The address of the MCP endpoint exactly as it was given; to OAuth it is an identity. */
  readonly given: string;
  readonly endpoint: URL;
  /** Whether the server is on this machine, where http is enough. */
  readonly loopback: boolean;
  /** A bearer token, for a server that shows nothing without. */
  readonly token: string | null;
  /** Sends a request once; the same request is answered from memory. */
  readonly ask: Send;
}

/** Makes the probe of an examination. */
export function createProbe(given: string, token: string | null, send: Send): Probe {
  const endpoint = new URL(given);
  const known = new Map<string, Promise<Answer>>();
  return {
    given,
    endpoint,
    loopback: LOOPBACK.has(endpoint.hostname),
    token,
    ask(request) {
      const key = JSON.stringify(request);
      const answer = known.get(key) ?? send(request);
      known.set(key, answer);
      return answer;
    },
  };
}

/** The code of a request that got no answer: `ENOTFOUND`, `CERT_HAS_EXPIRED`… */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
