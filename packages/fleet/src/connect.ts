/** A server as a client sees it. */
export interface Endpoint {
  /** Name under which the client keeps it. */
  readonly name: string;
  /** Its address, with `/mcp`. */
  readonly url: string;
}

/** The line for Claude Code. */
export const claudeCodeCommand = ({ name, url }: Endpoint): string => `claude mcp add --transport http ${name} ${url}`;

/** The line for Codex. */
export const codexCommand = ({ name, url }: Endpoint): string => `codex mcp add ${name} --url ${url}`;

/** The line by which Codex signs in, where it did not open the sign-in by itself. */
export const codexLogin = ({ name }: Endpoint): string => `codex mcp login ${name}`;

/** The link that adds a server to Cursor. */
export function cursorLink({ name, url }: Endpoint): string {
  return `cursor://anysphere.cursor-deeplink/mcp/install?${new URLSearchParams({ name, config: btoa(JSON.stringify({ url })) })}`;
}

/** The link that opens Claude's form for a connector, filled in. */
export function claudeLink({ name, url }: Endpoint): string {
  const filled = { modal: 'add-custom-connector', connectorName: name, connectorUrl: url };
  return `https://claude.ai/customize/connectors?${new URLSearchParams(filled)}`;
}

/** The link that adds a server to VS Code. */
export function vsCodeLink({ name, url }: Endpoint): string {
  return `vscode:mcp/install?${encodeURIComponent(JSON.stringify({ name, type: 'http', url }))}`;
}

/** What a configuration file says about one server. */
export const directEntry = ({ url }: Endpoint): object => ({ url });

/** The same for a client that only starts local programs. */
export const bridgedEntry = ({ url }: Endpoint): object => ({ command: 'npx', args: ['-y', 'mcp-remote', url] });

/** The `mcpServers` block of a configuration file, one line a server. */
export function mcpServersBlock(endpoints: readonly Endpoint[], entry: (endpoint: Endpoint) => object): string {
  const lines = endpoints.map((endpoint) => `    ${JSON.stringify(endpoint.name)}: ${JSON.stringify(entry(endpoint))}`);
  return `{\n  "mcpServers": {\n${lines.join(',\n')}\n  }\n}`;
}
