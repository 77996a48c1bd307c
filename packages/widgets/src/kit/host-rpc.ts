const METHOD_NOT_FOUND = -32601;

/** JSON-RPC with the host of the page. */
export interface HostRpc {
  /** Rejects when the host answers with an error. */
  request<R>(method: string, params: object): Promise<R>;
  notify(method: string, params: object): void;
}

/** What happens at each notification of the host, by its method. */
export type NotificationHandlers = Readonly<Record<string, (params: unknown) => void>>;

interface Pending {
  resolve(result: never): void;
  reject(error: Error): void;
}

/** A message of JSON-RPC, as it may come. */
interface Message {
  readonly jsonrpc?: unknown;
  readonly id?: unknown;
  readonly method?: unknown;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message?: unknown };
}

const send = (message: object) => window.parent.postMessage({ jsonrpc: '2.0', ...message }, '*');

/** Listens to the host from now on. */
export function startRpc(handlers: NotificationHandlers): HostRpc {
  const pending = new Map<unknown, Pending>();
  let nextId = 1;
  const settle = ({ id, result, error }: Message) => {
    const waiting = pending.get(id);
    pending.delete(id);
    if (error) waiting?.reject(new Error(String(error.message)));
    else waiting?.resolve(result as never);
  };
  window.addEventListener('message', ({ source, data }: MessageEvent<Message | null>) => {
    if (source !== window.parent || data?.jsonrpc !== '2.0') return;
    if (typeof data.method !== 'string') settle(data);
    else if (data.id !== undefined) answer(data);
    else if (Object.hasOwn(handlers, data.method)) handlers[data.method]?.(data.params);
  });
  return {
    request: (method, params) =>
      new Promise((resolve, reject) => {
        const id = nextId++;
        pending.set(id, { resolve, reject });
        send({ id, method, params });
      }),
    notify: (method, params) => send({ method, params }),
  };
}

/** Answers a request of the host: a widget knows two. */
function answer({ id, method }: Message): void {
  const isKnown = method === 'ping' || method === 'ui/resource-teardown';
  send(isKnown ? { id, result: {} } : { id, error: { code: METHOD_NOT_FOUND, message: 'Method not found' } });
}
