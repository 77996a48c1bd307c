import type { Endpoint } from '@aisystant/fleet/connect';
import { mcpServers, portal, type ServerEntry } from '@aisystant/fleet/servers';

/** A server as the front page shows it. */
export interface ShownServer extends Endpoint, Pick<ServerEntry, 'title' | 'tools' | 'pages'> {}

/**
 * The servers with their addresses: those of this machine when the portal runs on it, else the deployed ones. A fleet beside
 * another one has all its ports as far from the usual ones as the portal's.
 */
export function shownServers(address: URL): ShownServer[] {
  const local = address.hostname === 'localhost' || address.hostname === '127.0.0.1';
  const offset = Number(address.port) - portal.port;
  return mcpServers.map(({ name, title, port, publicUrl, tools, pages }) => ({
    name,
    title,
    url: `${local ? `http://localhost:${port + offset}` : publicUrl}/mcp`,
    tools,
    pages,
  }));
}
