/** What a client needs from an answer. Words in braces stand for what is known by then, see {@link Recording}. */
export interface Expected {
  readonly status: number;
  /** Text that a header must have in it. */
  readonly headers?: { readonly [name: string]: string };
  /** What the JSON document, or the last JSON-RPC message of a stream, must have in it. */
  readonly body?: object;
}

/** One request of a client. */
export interface Step {
  /** What the client is after. */
  readonly why: string;
  /** Method and address: `GET {origin}/healthz`. */
  readonly request: string;
  readonly headers?: { readonly [name: string]: string };
  /** A body of JSON. */
  readonly json?: unknown;
  /** A body of a form. */
  readonly form?: { readonly [field: string]: string };
  readonly expect: Expected;
  /** What is expected of a server some tools of which need no token, where that differs. */
  readonly expectOpen?: Expected;
  /** What is expected of a server no tool of which needs a token, where that differs once more. */
  readonly expectWithoutSignIn?: Expected;
  /** Fields of the answer that later steps use by their names. */
  readonly keep?: readonly string[];
  /** The request is sent two times at once, as two processes of a client do, and both get the same answer. */
  readonly twice?: true;
}

/** A person's way through the pages; `code` is known afterwards. */
export interface SignIn {
  readonly why: string;
  /** Parameters that the client adds to the authorization address. */
  readonly signIn: { readonly [parameter: string]: string };
}

/**
 * What a client does, in order, as data. Known from the start are `mcp` (the address of the endpoint), `origin`, `scopes`
 * (all of the server's, separated by spaces), `issuer`, `resource_metadata` and `server_metadata` (where its sign-in is found: the usual addresses, or those of its challenge if nothing needs a sign-in), `tool` and `arguments` (a call that reads), `verifier`, `challenge`, `state`.
 */
export interface Recording {
  readonly client: string;
  /** How it is known that the client does so. */
  readonly source: string;
  readonly steps: readonly (Step | SignIn)[];
}

/** A JSON-RPC request; without an id a notification. */
export function message(method: string, params?: object, id: number | string | null = 1): object {
  return { jsonrpc: '2.0', ...(id !== null && { id }), method, ...(params && { params }) };
}

/** The opening of clients before 2026-07-28. */
export function initialize(protocolVersion: string, name: string, version = '1.0.0'): object {
  return message('initialize', { protocolVersion, capabilities: {}, clientInfo: { name, version } }, 0);
}

/** The answer of a server to a request for its resource metadata. */
export const RESOURCE_METADATA: Expected = {
  status: 200,
  body: { resource: '{mcp}', authorization_servers: ['{issuer}'] },
};

/** What every client reads of the authorization server, and keeps. */
export const SERVER_METADATA = {
  expect: {
    status: 200,
    body: { issuer: '{issuer}', code_challenge_methods_supported: ['S256'], response_types_supported: ['code'] },
  },
  keep: ['authorization_endpoint', 'token_endpoint', 'registration_endpoint'],
} as const;

/** The first request of a stranger: it starts the sign-in, or opens where no token is needed. */
export const CHALLENGE: Expected = {
  status: 401,
  headers: { 'www-authenticate': 'resource_metadata="{resource_metadata}"' },
};
