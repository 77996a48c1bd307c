import { sha256Hex } from '@aisystant/oauth/secret';
import { SUPPORTED_PROTOCOL_VERSIONS } from '@modelcontextprotocol/server';
import type { ServerDefinition } from '../define/server.ts';
import { serverIdentity } from '../define/server-card.ts';
import { MODERN_VERSION } from './plain-request.ts';

/** Where the card of a server is, the place that SEP-2127 reserves. */
export const CARD_PATH = '/mcp/server-card';

const SCHEMA = 'https://static.modelcontextprotocol.io/schemas/v1/server-card.schema.json';

/** Answers with the card of a server: who it is and how it is reached, for programs that have not connected yet. */
export async function serveCard<Env, S>(
  server: ServerDefinition<Env, S>,
  resource: string,
  request: Request,
): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } });
  }
  const supportedProtocolVersions = [
    MODERN_VERSION,
    ...SUPPORTED_PROTOCOL_VERSIONS.filter((version) => version !== MODERN_VERSION),
  ];
  const remotes = [{ type: 'streamable-http', url: resource, supportedProtocolVersions }];
  const card = JSON.stringify({ $schema: SCHEMA, ...serverIdentity(server, resource), remotes });
  const etag = `"${await sha256Hex(card)}"`;
  const headers = { 'cache-control': 'public, max-age=3600', etag };
  if (isKnown(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers });
  return new Response(card, { headers: { ...headers, 'content-type': 'application/mcp-server-card+json' } });
}

/** Whether a caller has this version; a proxy that compresses marks a tag as weak (RFC 9110, section 13.1.2). */
function isKnown(ifNoneMatch: string | null, etag: string): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}
