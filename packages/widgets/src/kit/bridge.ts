import type {
  McpUiDisplayMode,
  McpUiHostCapabilities,
  McpUiHostContext,
  McpUiInitializeResult,
} from '@modelcontextprotocol/ext-apps';
import { type HostRpc, startRpc } from './host-rpc.ts';

/** The revision of MCP Apps that is spoken. */
const PROTOCOL_VERSION = '2026-01-26';

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

/**
 * Speaks MCP Apps with the host of the page. The SDK's own class checks each message with zod and is four times a widget's
 * whole allowance (decision 0045); a widget checks what it shows itself.
 */
export async function connect(name: string, listener: Listener): Promise<Bridge> {
  let context: McpUiHostContext = {};
  const changeContext = (change: unknown) => {
    context = { ...context, ...fieldsOf(change) };
    listener.onContext(context);
  };
  const host = startRpc({
    'ui/notifications/tool-input': (params) => listener.onInput(fieldsOf(fieldsOf(params)['arguments'])),
    'ui/notifications/tool-result': (params) => listener.onResult(fieldsOf(params)),
    'ui/notifications/tool-cancelled': () => listener.onCancelled(),
    'ui/notifications/host-context-changed': changeContext,
  });
  const { hostCapabilities, hostContext } = await host.request<McpUiInitializeResult>('ui/initialize', {
    appInfo: { name, version: '1.0.0' },
    appCapabilities: { availableDisplayModes: ['inline', 'fullscreen'] },
    protocolVersion: PROTOCOL_VERSION,
  });
  changeContext(hostContext);
  host.notify('ui/notifications/initialized', {});
  return bridgeTo(host, hostCapabilities ?? {});
}

/** The bridge to a host that was greeted and has these capabilities. */
function bridgeTo({ request, notify }: HostRpc, capabilities: McpUiHostCapabilities): Bridge {
  return {
    callsTools: capabilities.serverTools !== undefined,
    callTool: (tool, input) => request('tools/call', { name: tool, arguments: input }),
    takesMessages: capabilities.message !== undefined,
    async sendMessage(text) {
      const { isError } = await request<{ isError?: unknown }>('ui/message', {
        role: 'user',
        content: textContent(text),
      }).catch(() => ({ isError: true }));
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
