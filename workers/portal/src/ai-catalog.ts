import type { ShownServer } from './fleet-view.ts';

/** Where programs look for what a domain offers. */
export const CATALOG_PATH = '/.well-known/ai-catalog.json';

/** Responds with the AI Catalog: the card of every server of the fleet, for programs that know only the portal. */
export function catalogResponse(servers: readonly ShownServer[], portal: URL): Response {
  const entries = servers.map(({ name, url }) => ({
    identifier: `urn:air:${portal.hostname}:mcp:${name}`,
    type: 'application/mcp-server-card+json',
    url: `${url}/server-card`,
  }));
  return new Response(JSON.stringify({ specVersion: '1.0', entries }), {
    headers: {
      'content-type': 'application/ai-catalog+json',
      'cache-control': 'public, max-age=3600',
      'access-control-allow-origin': '*',
    },
  });
}
