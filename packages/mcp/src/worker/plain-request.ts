import {
  classifyInboundRequest,
  PROTOCOL_VERSION_META_KEY,
  SUPPORTED_PROTOCOL_VERSIONS,
} from '@modelcontextprotocol/server';
import { isRecord } from '../define/is-record.ts';
import { isRequestId } from './json-rpc.ts';

/** A request that needs nothing of the SDK but its answer: one message, in the usual form of its era. */
export interface PlainRequest {
  readonly id: string | number;
  readonly method: string;
  readonly params: Fields;
  /** Without sessions (2026-07-28) or of `initialize` (before). */
  readonly era: 'modern' | 'legacy';
}

type Fields = { readonly [field: string]: unknown };

/** The methods that are answered, with the parameters they may have. */
const PARAMS: Readonly<Record<string, readonly string[]>> = {
  'tools/list': ['_meta'],
  'resources/list': ['_meta'],
  'resources/templates/list': ['_meta'],
  'prompts/list': ['_meta'],
  'tools/call': ['_meta', 'name', 'arguments'],
};
const MESSAGE = ['jsonrpc', 'id', 'method', 'params'];
/** The version of the protocol without sessions. */
export const MODERN_VERSION = '2026-07-28';
/** Keys of `_meta` that the protocol reads; the rest is the client's own. */
const PROTOCOL_PREFIX = 'io.modelcontextprotocol/';

/** Reads a body as a plain request; null for everything else, which the SDK answers. */
export function plainRequest({ headers }: Request, body: unknown): PlainRequest | null {
  if (!isRecord(body) || !hasOnly(body, MESSAGE)) return null;
  const { jsonrpc, id, method, params = {} } = body;
  if (jsonrpc !== '2.0' || typeof method !== 'string' || !Object.hasOwn(PARAMS, method) || !isRecord(params))
    return null;
  if (!isRequestId(id)) return null;
  const { _meta: meta = {} } = params;
  if (!isRecord(meta) || !hasOnly(params, PARAMS[method] ?? []) || !isToken(meta['progressToken'])) return null;
  const claimed = Object.keys(meta).some((key) => key.startsWith(PROTOCOL_PREFIX));
  const era = claimed ? modernEra(headers, body, params, meta) : legacyEra(headers);
  return era && { id, method, params, era };
}

/** The headers repeat the body to the letter, and the SDK accepts what `_meta` says of the client. */
function modernEra(headers: Headers, body: Fields, params: Fields, meta: Fields): 'modern' | null {
  const { method } = body;
  const name = method === 'tools/call' ? params['name'] : null;
  const repeated =
    meta[PROTOCOL_VERSION_META_KEY] === MODERN_VERSION &&
    headers.get('mcp-protocol-version') === MODERN_VERSION &&
    headers.get('mcp-method') === method &&
    headers.get('mcp-name') === name;
  return repeated && isAcceptedBySdk(body, meta) ? 'modern' : null;
}

/** Envelopes that the SDK accepted, as JSON: a client says the same with each request. */
const accepted = new Set<string>();
const KEPT_ENVELOPES = 200;
const LONGEST_ENVELOPE = 2_000;

function isAcceptedBySdk(body: Fields, meta: Fields): boolean {
  const envelope = JSON.stringify(Object.entries(meta).filter(([key]) => key.startsWith(PROTOCOL_PREFIX)));
  if (accepted.has(envelope)) return true;
  const outcome = classifyInboundRequest({ httpMethod: 'POST', protocolVersionHeader: MODERN_VERSION, body });
  if (outcome.kind !== 'modern' || outcome.messageKind !== 'request') return false;
  if (accepted.size < KEPT_ENVELOPES && envelope.length < LONGEST_ENVELOPE) accepted.add(envelope);
  return true;
}

function legacyEra(headers: Headers): 'legacy' | null {
  const version = headers.get('mcp-protocol-version');
  return version === null || SUPPORTED_PROTOCOL_VERSIONS.includes(version) ? 'legacy' : null;
}

const isToken = (token: unknown) => token === undefined || isRequestId(token);

const hasOnly = (fields: Fields, known: readonly string[]) => Object.keys(fields).every((key) => known.includes(key));
