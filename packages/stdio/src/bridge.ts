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
import { OpenRequests } from './open-requests.ts';

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

/** No server of the fleet resumes a stream; waiting for one that does not would leave a request open. */
const NO_RECONNECTION = {
  initialReconnectionDelay: 1,
  maxReconnectionDelay: 1,
  reconnectionDelayGrowFactor: 1,
  maxRetries: 0,
};

/** Connects a client to a server. */
export async function startBridge(options: BridgeOptions): Promise<Bridge> {
  const bridge = new HttpBridge(options);
  await bridge.start();
  return bridge;
}

class HttpBridge implements Bridge {
  readonly #exchanges = new AsyncLocalStorage<Exchange>();
  readonly #requests = new OpenRequests();
  readonly #transport: StreamableHTTPClientTransport;
  readonly #write: BridgeOptions['write'];
  /** Id of the `initialize` of the client. */
  #handshake: RequestId | null = null;

  constructor({ url, auth, timeoutMs, write, log }: BridgeOptions) {
    this.#write = write;
    this.#transport = new StreamableHTTPClientTransport(url, {
      authProvider: auth,
      fetch: watchedFetch(this.#exchanges, timeoutMs),
      reconnectionOptions: NO_RECONNECTION,
    });
    this.#transport.onmessage = (message) => this.#deliver(message);
    this.#transport.onerror = ({ message }) => log(message);
  }

  start(): Promise<void> {
    return this.#transport.start();
  }

  receive(line: string): void {
    if (line === '') return;
    const message = parseJson(line);
    if (message === undefined) {
      this.#write(errorAnswer(null, ProtocolErrorCode.ParseError, 'The line is not valid JSON.'));
    } else {
      for (const each of Array.isArray(message) ? message : [message]) this.#route(each);
    }
  }

  idle(): Promise<void> {
    return this.#requests.idle();
  }

  async stop(): Promise<void> {
    for (const id of this.#requests.ids()) {
      this.#answer(id, errorAnswer(id, ProtocolErrorCode.InternalError, 'The bridge was stopped.'));
    }
    // What is still under way ends with the connections; that is no error.
    this.#transport.onerror = () => {};
    await this.#transport.close();
  }

  /** Takes one message of the client to where it belongs. */
  #route(message: unknown): void {
    if (isJSONRPCRequest(message)) {
      if (isInitializeRequest(message)) this.#handshake = message.id;
      void this.#forward(message);
    } else if (isJSONRPCNotification(message) && message.method === 'notifications/cancelled') {
      // Without sessions the request itself is what a cancellation ends.
      this.#requests.cancel(message.params?.['requestId']);
    } else if (isJSONRPCNotification(message) || isJSONRPCResponse(message)) {
      this.#transport.send(message).catch(() => {});
    } else {
      this.#write(errorAnswer(idOf(message), ProtocolErrorCode.InvalidRequest, 'This is no JSON-RPC 2.0 message.'));
    }
  }

  /** Sends a request to the server, and answers it when the exchange ends without an answer. */
  async #forward(request: JSONRPCRequest): Promise<void> {
    const { id } = request;
    if (this.#requests.has(id)) {
      return this.#write(errorAnswer(id, ProtocolErrorCode.InvalidRequest, 'This id is still in use.'));
    }
    const requestSignal = this.#requests.add(id);
    const exchange: Exchange = { streams: false };
    // After a cancellation the id may be that of another request.
    const fail = (message: JSONRPCMessage) => {
      if (!requestSignal.aborted) this.#answer(id, message);
    };
    const onRequestStreamEnd = () => fail(unanswered(id));
    try {
      await this.#exchanges.run(exchange, () => this.#transport.send(request, { requestSignal, onRequestStreamEnd }));
      if (!exchange.streams) fail(unanswered(id));
    } catch (error) {
      fail(failureOf(id, error));
    }
  }

  /** Passes a message of the server on to the client. */
  #deliver(message: JSONRPCMessage): void {
    if (isJSONRPCResponse(message)) {
      if (message.id === this.#handshake) repeatVersion(this.#transport, message);
      if (message.id !== undefined) this.#answer(message.id, message);
    } else {
      this.#write(message);
    }
  }

  /** The first answer counts: what comes after a failure was told is too late. */
  #answer(id: RequestId, message: JSONRPCMessage): void {
    if (this.#requests.remove(id)) this.#write(message);
  }
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
