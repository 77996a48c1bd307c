import type {
  McpUiDisplayMode,
  McpUiHostCapabilities,
  McpUiHostContext,
  McpUiInitializeResult,
} from '@modelcontextprotocol/ext-apps';

/** The revision of MCP Apps that is spoken. */
const PROTOCOL_VERSION = '2026-01-26';
const METHOD_NOT_FOUND = -32601;

/** The result of a tool, as a host hands it over. Nothing in it is trusted to have its declared shape. */
export interface ToolResult {
  readonly structuredContent?: unknown;
  readonly content?: unknown;
  readonly isError?: unknown;
}

/** What a widget hears from its host. Handlers are there before the handshake: some hosts send without waiting. */
export interface Listener {
  /** The result of the tool call; once for each call. */
  onResult(result: ToolResult): void;
  /** The call was cancelled; a result may still follow. */
  onCancelled(): void;
  /** The arguments of the call, complete. */
  onInput(input: Readonly<Record<string, unknown>>): void;
  /** The whole context, with what has changed. */
  onContext(context: McpUiHostContext): void;
}

/** A host that was greeted. */
export interface Bridge {
  /** Whether the host passes calls of tools to the server. */
  readonly callsTools: boolean;
  /** Calls a tool of the widget's own server. Rejects when the host refuses. */
  callTool(name: string, input: object): Promise<ToolResult>;
  /** Whether the host takes words of the person into the chat. */
  readonly takesMessages: boolean;
  /** Says something in the chat as the person. Rejects when the host refuses. */
  sendMessage(text: string): Promise<void>;
  /** Tells the model what the person did here; nothing where the host takes no such words. */
  tellModel(text: string): Promise<void>;
  /** Asks for a way of display; the host answers with the one that is on. */
  requestDisplayMode(mode: McpUiDisplayMode): Promise<McpUiDisplayMode>;
  /** Tells the height that the content needs, CSS pixels. */
  sendSize(size: { readonly width: number; readonly height: number }): void;
}

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

/**
 * Speaks MCP Apps with the host of the page. The SDK's own class checks each message with zod and is four times a widget's
 * whole allowance (decision 0045); a widget checks what it shows itself.
 */
export async function connect(name: string, listener: Listener): Promise<Bridge> {
  const pending = new Map<unknown, Pending>();
  let nextId = 1;
  let context: McpUiHostContext = {};

  const send = (message: object) => window.parent.postMessage({ jsonrpc: '2.0', ...message }, '*');
  const notify = (method: string, params: object) => send({ method, params });
  const request = <R>(method: string, params: object) =>
    new Promise<R>((resolve, reject) => {
      const id = nextId++;
      pending.set(id, { resolve, reject });
      send({ id, method, params });
    });

  const settle = ({ id, result, error }: Message) => {
    const waiting = pending.get(id);
    pending.delete(id);
    if (error) waiting?.reject(new Error(String(error.message)));
    else waiting?.resolve(result as never);
  };
  const changeContext = (change: unknown) => {
    context = { ...context, ...fieldsOf(change) };
    listener.onContext(context);
  };
  const NOTIFICATIONS: Readonly<Record<string, (params: unknown) => void>> = {
    'ui/notifications/tool-input': (params) => listener.onInput(fieldsOf(fieldsOf(params)['arguments'])),
    'ui/notifications/tool-result': (params) => listener.onResult(fieldsOf(params)),
    'ui/notifications/tool-cancelled': () => listener.onCancelled(),
    'ui/notifications/host-context-changed': changeContext,
  };
  const answer = ({ id, method }: Message) => {
    if (method === 'ping' || method === 'ui/resource-teardown') return send({ id, result: {} });
    send({ id, error: { code: METHOD_NOT_FOUND, message: 'Method not found' } });
  };

  window.addEventListener('message', ({ source, data }: MessageEvent<Message | null>) => {
    if (source !== window.parent || data?.jsonrpc !== '2.0') return;
    if (typeof data.method !== 'string') settle(data);
    else if (data.id !== undefined) answer(data);
    else if (Object.hasOwn(NOTIFICATIONS, data.method)) NOTIFICATIONS[data.method]?.(data.params);
  });

  const { hostCapabilities, hostContext } = await request<McpUiInitializeResult>('ui/initialize', {
    appInfo: { name, version: '1.0.0' },
    appCapabilities: { availableDisplayModes: ['inline', 'fullscreen'] },
    protocolVersion: PROTOCOL_VERSION,
  });
  changeContext(hostContext);
  notify('ui/notifications/initialized', {});
  const capabilities: McpUiHostCapabilities = hostCapabilities ?? {};
  return {
    callsTools: capabilities.serverTools !== undefined,
    callTool: (tool, input) => request('tools/call', { name: tool, arguments: input }),
    takesMessages: capabilities.message !== undefined,
    async sendMessage(text) {
      const { isError } = await request<{ isError?: unknown }>('ui/message', {
        role: 'user',
        content: textContent(text),
      });
      if (isError === true) throw new Error('Чат не принял сообщение.');
    },
    async tellModel(text) {
      if (capabilities.updateModelContext === undefined) return;
      await request('ui/update-model-context', { content: textContent(text) });
    },
    requestDisplayMode: async (mode) =>
      (await request<{ mode: McpUiDisplayMode }>('ui/request-display-mode', { mode })).mode,
    sendSize: (size) => notify('ui/notifications/size-changed', size),
  };
}

const textContent = (text: string) => [{ type: 'text', text }];

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
