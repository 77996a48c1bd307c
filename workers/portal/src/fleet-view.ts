import type { Endpoint } from '@aisystant/fleet/connect';
import { mcpServers } from '@aisystant/fleet/servers';
import type { Localized } from '@aisystant/oauth/pages';

/** A server as the front page shows it. */
export interface ShownServer extends Endpoint {
  readonly title: Localized;
  readonly tools: readonly { readonly name: string; readonly title: string; readonly intent: string }[];
}

/** The servers with their addresses and, from their contracts, their tools: those of this machine when the portal runs on it, else the deployed ones. */
export function shownServers(portal: URL): ShownServer[] {
  const local = portal.hostname === 'localhost' || portal.hostname === '127.0.0.1';
  return mcpServers.map(({ name, title, port, publicUrl, tools }) => ({
    name,
    title,
    url: `${local ? `http://localhost:${port}` : publicUrl}/mcp`,
    tools,
  }));
}

/** The deployed servers, whatever machine the portal runs on. */
export const deployedServers: readonly Endpoint[] = mcpServers.map(({ name, publicUrl }) => ({
  name,
  url: `${publicUrl}/mcp`,
}));
