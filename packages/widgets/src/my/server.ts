import { type CallToolResult, Client, StreamableHTTPClientTransport, type Tool } from '@modelcontextprotocol/client';
import type { Access } from './access.ts';
import type { FleetServer } from './fleet.ts';

/** Longest wait for an answer. */
const TIMEOUT_MS = 30_000;

/** A server as the sections of the page use it. Every method rejects when it does not answer or refuses. */
export interface Server extends FleetServer {
  call(tool: string, input: Record<string, unknown>): Promise<CallToolResult>;
  /** The page of the widget that shows the answers of a tool. */
  widgetOf(tool: string): Promise<string>;
  /** Whether a widget may call a tool. */
  isForWidgets(tool: string): Promise<boolean>;
}

/** What a tool says about widgets (MCP Apps). */
interface UiMeta {
  readonly resourceUri?: string;
  readonly visibility?: readonly string[];
}

/** Connects to a server when it is first asked; null for one that needs no sign-in. */
export function connectTo(server: FleetServer, access: Access | null): Server {
  let connection: Promise<Connection> | undefined;
  const connected = () => {
    connection ??= connect(server.url, access).catch((error) => {
      connection = undefined;
      throw error;
    });
    return connection;
  };
  const uiOf = async (name: string): Promise<UiMeta> => {
    const { tools } = await connected();
    return (tools.find((tool) => tool.name === name)?._meta?.['ui'] as UiMeta | undefined) ?? {};
  };
  return {
    ...server,
    async call(name, input) {
      const { client } = await connected();
      return client.callTool({ name, arguments: input }, { timeout: TIMEOUT_MS });
    },
    async widgetOf(tool) {
      const { client } = await connected();
      return readWidget(client, (await uiOf(tool)).resourceUri ?? '');
    },
    // Without a visibility a tool is for both.
    isForWidgets: async (tool) => (await uiOf(tool)).visibility?.includes('app') ?? true,
  };
}

interface Connection {
  readonly client: Client;
  readonly tools: readonly Tool[];
}

async function connect(url: string, access: Access | null): Promise<Connection> {
  const client = new Client({ name: 'aisystant-my', version: '1.0.0' }, { versionNegotiation: { mode: 'auto' } });
  const transport = new StreamableHTTPClientTransport(new URL(url), access ? { authProvider: access } : {});
  await client.connect(transport, { timeout: TIMEOUT_MS });
  return { client, tools: (await client.listTools(undefined, { timeout: TIMEOUT_MS })).tools };
}

/** What a widget asks to load or call, by kind (MCP Apps). */
type Policy = Readonly<Record<string, readonly string[]>>;

async function readWidget(client: Client, uri: string): Promise<string> {
  const { contents } = await client.readResource({ uri }, { timeout: TIMEOUT_MS });
  const [page] = contents;
  if (page === undefined || !('text' in page)) throw new Error(`${uri} is no page`);
  const { csp = {} } = (page._meta?.['ui'] ?? {}) as { readonly csp?: Policy };
  // The frame's policy allows a widget nothing outside, which is what every widget of the fleet declares.
  if (Object.values(csp).some(({ length }) => length > 0)) throw new Error(`${uri} wants to load from elsewhere`);
  return String(page.text);
}
