import {
  classifyInboundRequest,
  PROTOCOL_VERSION_META_KEY,
  SUPPORTED_PROTOCOL_VERSIONS,
} from '@modelcontextprotocol/server';
import { isRecord } from '../define/is-record.ts';
import { namedInHeader, repeatsName } from './name-header.ts';
import { MODERN_VERSION } from './plain-request.ts';

/**
 * Whether the SDK refuses a message for its envelope, before it looks at the parameters: it is no request, its headers name
 * another one (SEP-2243), or it speaks a version that nobody knows. HTTP 400 is the answer then, whatever the parameters are.
 */
export function hasRefusedEnvelope({ headers }: Request, body: unknown): boolean {
  const version = headers.get('mcp-protocol-version');
  const method = headers.get('mcp-method');
  const outcome = classifyInboundRequest({
    httpMethod: 'POST',
    ...(version !== null && { protocolVersionHeader: version }),
    ...(method !== null && { mcpMethodHeader: method }),
    body,
  });
  if (outcome.kind === 'reject') return true;
  if (outcome.kind === 'legacy') {
    return outcome.reason !== 'initialize' && version !== null && !SUPPORTED_PROTOCOL_VERSIONS.includes(version);
  }
  return outcome.messageKind === 'request' && (method === null || version === null || !isOfTheVersion(headers, body));
}

/** Whether a request of the newest protocol names that version, and its header repeats the name that it asks for. */
function isOfTheVersion(headers: Headers, body: unknown): boolean {
  const { method, params } = Object(body) as { readonly method: string; readonly params?: unknown };
  const fields = isRecord(params) ? params : {};
  const { [PROTOCOL_VERSION_META_KEY]: version } = Object(fields['_meta']) as { readonly [key: string]: unknown };
  const named = namedInHeader(method, fields);
  return version === MODERN_VERSION && (named === null || repeatsName(headers.get('mcp-name') ?? '', named));
}
