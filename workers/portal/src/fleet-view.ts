import type { Endpoint } from '@aisystant/fleet/connect';
import { mcpServers, type ServerEntry } from '@aisystant/fleet/servers';

/** A server as the front page shows it. */
export interface ShownServer extends Endpoint, Pick<ServerEntry, 'title' | 'tools' | 'pages'> {}

/** The servers with their addresses: those of this machine when the portal runs on it, else the deployed ones. */
export function shownServers(portal: URL): ShownServer[] {
  const local = portal.hostname === 'localhost' || portal.hostname === '127.0.0.1';
  return mcpServers.map(({ name, title, port, publicUrl, tools, pages }) => ({
    name,
    title,
    url: `${local ? `http://localhost:${port}` : publicUrl}/mcp`,
    tools,
    pages,
  }));
}
