import {
  classifyInboundRequest,
  PROTOCOL_VERSION_META_KEY,
  SUPPORTED_PROTOCOL_VERSIONS,
} from '@modelcontextprotocol/server';
import type { RpcCall } from './json-rpc.ts';
import { repeatsName } from './name-header.ts';
import { MODERN_VERSION } from './plain-request.ts';

/** The methods whose name the header `Mcp-Name` repeats (SEP-2243). */
const NAMED = ['tools/call', 'prompts/get', 'resources/read'];

/**
 * Whether the SDK refuses a message with HTTP 400 before it looks at the parameters: it is not a request, its headers name
 * another request (SEP-2243), or its protocol version does not exist.
 */
export function hasRefusedEnvelope({ headers }: Request, call: Pick<RpcCall, 'input' | 'method' | 'name'>): boolean {
  const version = headers.get('mcp-protocol-version');
  const method = headers.get('mcp-method');
  const outcome = classifyInboundRequest({
    httpMethod: 'POST',
    ...(version !== null && { protocolVersionHeader: version }),
    ...(method !== null && { mcpMethodHeader: method }),
    body: call.input,
  });
  if (outcome.kind === 'reject') return true;
  if (outcome.kind === 'legacy') {
    return outcome.reason !== 'initialize' && version !== null && !SUPPORTED_PROTOCOL_VERSIONS.includes(version);
  }
  if (outcome.messageKind !== 'request') return false;
  const { [PROTOCOL_VERSION_META_KEY]: claimed } = Object(outcome.message.params?._meta) as Record<string, unknown>;
  return method === null || version === null || claimed !== MODERN_VERSION || !namesTheSame(headers, call);
}

function namesTheSame(headers: Headers, { method, name }: Pick<RpcCall, 'method' | 'name'>): boolean {
  return !NAMED.includes(method) || name === undefined || repeatsName(headers.get('mcp-name') ?? '', name);
}
