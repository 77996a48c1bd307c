const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** A request; the sender adds no header except Content-Length. */
export interface ProbeRequest {
  readonly method: 'GET' | 'POST' | 'OPTIONS';
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body?: string;
}

/** A response; redirects are not followed. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Sends a request. Throws an error with a `code` when there is no answer. */
export type Send = (request: ProbeRequest) => Promise<Answer>;

/** The server under test and a way to send requests to it. */
export interface Probe {
  /** The address of the MCP endpoint exactly as given: OAuth compares it as a string (RFC 8707). */
  readonly given: string;
  readonly endpoint: URL;
  /** Whether the server is on this machine, where http is enough. */
  readonly loopback: boolean;
  /** A bearer token, for a server that requires a sign-in. */
  readonly token: string | null;
  /** The most that the list of tools may cost a model, tokens. */
  readonly mostTokens: number;
  /** Sends a request. An equal request gets the cached answer. */
  readonly ask: Send;
}

const MOST_TOKENS = 8_000;

/** Creates a probe of the server at this address. */
export function createProbe(given: string, token: string | null, send: Send, mostTokens = MOST_TOKENS): Probe {
  const endpoint = new URL(given);
  const known = new Map<string, Promise<Answer>>();
  return {
    given,
    endpoint,
    loopback: LOOPBACK.has(endpoint.hostname),
    token,
    mostTokens,
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
