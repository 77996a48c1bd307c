import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type AuthProvider,
  type FetchLike,
  isInitializeRequest,
  isJSONRPCNotification,
  isJSONRPCRequest,
  isJSONRPCResponse,
  type JSONRPCMessage,
  type JSONRPCRequest,
  type JSONRPCResponse,
  ProtocolErrorCode,
  type RequestId,
  StreamableHTTPClientTransport,
} from '@modelcontextprotocol/client';
import { errorAnswer, failureOf, unanswered } from './failure.ts';
import { parseJson } from './json.ts';

/** What a bridge works with. */
export interface BridgeOptions {
  readonly url: URL;
  readonly auth: AuthProvider;
  /** Longest wait for the whole answer to one request, milliseconds; a sign-in is not counted. */
  readonly timeoutMs: number;
  /** Takes a message for the client. */
  readonly write: (message: JSONRPCMessage) => void;
  /** Takes a line for a person. */
  readonly log: (line: string) => void;
}

/** Carries messages between one client and one server. Every request gets exactly one answer, unless it is cancelled. */
export interface Bridge {
  /** Takes one line of the client. */
  receive(line: string): void;
  /** Settles when every request so far is answered. */
  idle(): Promise<void>;
  /** Answers what is open, with an error, and ends all connections. */
  stop(): Promise<void>;
}

/** One exchange over HTTP: whether its answer comes as a stream, which goes on after the transport has sent. */
interface Exchange {
  streams: boolean;
}

/** Connects a client to a server. */
export async function startBridge({ url, auth, timeoutMs, write, log }: BridgeOptions): Promise<Bridge> {
  const exchanges = new AsyncLocalStorage<Exchange>();
  const transport = new StreamableHTTPClientTransport(url, {
    authProvider: auth,
    fetch: watchedFetch(exchanges, timeoutMs),
    // No server of the fleet resumes a stream; waiting for one that does not would leave a request open.
    reconnectionOptions: {
      initialReconnectionDelay: 1,
      maxReconnectionDelay: 1,
      reconnectionDelayGrowFactor: 1,
      maxRetries: 0,
    },
  });
  const open = new Map<RequestId, AbortController>();
  let waiting: (() => void)[] = [];
  let handshake: RequestId | null = null;

  const close = (id: RequestId): boolean => {
    const known = open.delete(id);
    if (open.size === 0) {
      for (const resolve of waiting) resolve();
      waiting = [];
    }
    return known;
  };
  /** The first answer counts: what comes after a failure was told is too late. */
  const answer = (id: RequestId, message: JSONRPCMessage) => {
    if (open.has(id)) write(message);
    close(id);
  };

  transport.onmessage = (message) => {
    if (!isJSONRPCResponse(message)) return write(message);
    if (message.id === handshake) repeatVersion(transport, message);
    if (message.id !== undefined) answer(message.id, message);
  };
  transport.onerror = ({ message }) => log(message);
  await transport.start();

  async function forward(request: JSONRPCRequest): Promise<void> {
    const { id } = request;
    if (open.has(id)) return write(errorAnswer(id, ProtocolErrorCode.InvalidRequest, 'This id is still in use.'));
    const cancelled = new AbortController();
    open.set(id, cancelled);
    const exchange: Exchange = { streams: false };
    const onRequestStreamEnd = () => answer(id, unanswered(id));
    try {
      await exchanges.run(exchange, () =>
        transport.send(request, { requestSignal: cancelled.signal, onRequestStreamEnd }),
      );
      if (!exchange.streams) answer(id, unanswered(id));
    } catch (error) {
      answer(id, failureOf(id, error));
    }
  }

  function take(message: unknown): void {
    if (isJSONRPCRequest(message)) {
      if (isInitializeRequest(message)) handshake = message.id;
      void forward(message);
    } else if (isJSONRPCNotification(message) && message.method === 'notifications/cancelled') {
      // Without sessions the request itself is what a cancellation ends.
      cancel(message.params?.['requestId']);
    } else if (isJSONRPCNotification(message) || isJSONRPCResponse(message)) {
      transport.send(message).catch(() => {});
    } else {
      write(errorAnswer(idOf(message), ProtocolErrorCode.InvalidRequest, 'This is no JSON-RPC 2.0 message.'));
    }
  }

  function cancel(id: unknown): void {
    const request = open.get(id as RequestId);
    if (!request) return;
    close(id as RequestId);
    request.abort();
  }

  return {
    receive(line) {
      if (line === '') return;
      const message = parseJson(line);
      if (message === undefined) {
        return write(errorAnswer(null, ProtocolErrorCode.ParseError, 'The line is not valid JSON.'));
      }
      for (const each of Array.isArray(message) ? message : [message]) take(each);
    },
    idle: () => (open.size === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    async stop() {
      for (const id of [...open.keys()]) {
        answer(id, errorAnswer(id, ProtocolErrorCode.InternalError, 'The bridge was stopped.'));
      }
      await transport.close();
    },
  };
}

/** From then on the transport repeats the version that `initialize` agreed on, as the older protocol asks. */
function repeatVersion(transport: StreamableHTTPClientTransport, answer: JSONRPCResponse): void {
  const version = 'result' in answer ? answer.result['protocolVersion'] : undefined;
  if (typeof version === 'string') transport.setProtocolVersion(version);
}

/** Limits each request but a stream in time, with its body, and notes whether the answer to a POST is a stream. */
function watchedFetch(exchanges: AsyncLocalStorage<Exchange>, timeoutMs: number): FetchLike {
  return async (url, init) => {
    // A stream that the client opened with GET may stay silent for hours.
    const isPost = init?.method === 'POST';
    if (!isPost && new Headers(init?.headers).get('accept') === 'text/event-stream') return fetch(url, init);
    const late = AbortSignal.timeout(timeoutMs);
    const response = await fetch(url, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, late]) : late });
    if (!isPost) return response;
    const exchange = exchanges.getStore();
    if (exchange) exchange.streams = response.headers.get('content-type')?.includes('text/event-stream') ?? false;
    return response;
  };
}

function idOf(message: unknown): RequestId | null {
  const { id } = Object(message) as { readonly id?: unknown };
  return typeof id === 'string' || typeof id === 'number' ? id : null;
}
