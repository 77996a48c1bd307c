import { isRecord } from '../define/is-record.ts';
import type { Answer, Probe, ProbeRequest } from './probe.ts';

/** Protocol versions that the doctor uses: the newest with `initialize`, and the newest without. */
export type Era = '2025-11-25' | '2026-07-28';

/** A token that no server issued. */
const UNKNOWN_TOKEN = 'nobody:doctor:nothing';

const CLIENT = { name: 'aisystant-doctor', version: '1.0.0' };

const MODERN_META = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': CLIENT,
  'io.modelcontextprotocol/clientCapabilities': {},
};

/** The members of a JSON object. */
export type Fields = { readonly [field: string]: unknown };

/** One JSON-RPC message to the endpoint. */
export interface Message {
  readonly method: string;
  readonly params?: Fields;
  readonly era?: Era;
  /** `null` is anonymous; default: the token of the probe. */
  readonly token?: string | null;
  /** Makes it a notification, which has no answer. */
  readonly notification?: boolean;
  readonly headers?: { readonly [name: string]: string };
}

/** Sends a message as a client of its protocol version does. */
export function exchange(probe: Probe, message: Message): Promise<Answer> {
  return probe.ask(asRequest(probe, message));
}

function asRequest(probe: Probe, { method, params = {}, era = '2025-11-25', ...rest }: Message): ProbeRequest {
  const modern = era === '2026-07-28';
  const token = rest.token === undefined ? probe.token : rest.token;
  const body = {
    jsonrpc: '2.0',
    ...(!rest.notification && { id: 1 }),
    method,
    params: modern ? { ...params, _meta: MODERN_META } : params,
  };
  return {
    method: 'POST',
    url: probe.given,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': era,
      ...(modern && { 'mcp-method': method }),
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...rest.headers,
    },
    body: JSON.stringify(body),
  };
}

/** Opens as a client of 2025-11-25 does. */
export function initialize(probe: Probe): Promise<Answer> {
  const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: CLIENT };
  return exchange(probe, { method: 'initialize', params });
}

/** Sends the first request of a client of 2026-07-28. */
export function discover(probe: Probe): Promise<Answer> {
  return exchange(probe, { method: 'server/discover', era: '2026-07-28' });
}

/** An anonymous `tools/list`, the first request. */
export function listToolsWithoutToken(
  probe: Probe,
  headers: { readonly [name: string]: string } = {},
): Promise<Answer> {
  return exchange(probe, { method: 'tools/list', token: null, headers });
}

/** The 401 of the server: to an anonymous request, or, where anonymous requests pass, to an unknown token. */
export async function refusal(probe: Probe, headers: { readonly [name: string]: string } = {}): Promise<Answer> {
  const withoutToken = await listToolsWithoutToken(probe, headers);
  if (isRefusal(withoutToken)) return withoutToken;
  return exchange(probe, { method: 'tools/list', token: UNKNOWN_TOKEN, headers });
}

/** Whether `tools/list` is answered: to anonymous requests, or with the token of the probe. */
export async function canListTools(probe: Probe): Promise<boolean> {
  return !isRefusal(await exchange(probe, { method: 'tools/list' }));
}

function isRefusal({ status }: Answer): boolean {
  return status === 401 || status === 403;
}

/** The result of an answer in JSON or in a stream of one event; `null` when there is none. */
export function resultOf({ text }: Answer): Fields | null {
  const data = text.split('\n').findLast((line) => line.startsWith('data: '));
  const message = parsed(data?.slice('data: '.length) ?? text);
  return isRecord(message) && isRecord(message['result']) ? message['result'] : null;
}

/** The JSON object in an answer; `null` if the status is not 200 or the body is not an object. */
export function documentOf({ status, text }: Answer): Fields | null {
  const document = status === 200 ? parsed(text) : null;
  return isRecord(document) ? document : null;
}

/** A list of strings, or an empty one when the field holds something else. */
export function stringsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

/** Origin of a web client that must be able to read answers (CORS). */
export const CHAT = 'https://claude.ai';

/** Whether CORS lets the web client read an answer. */
export function isReadableByChat({ headers }: Answer): boolean {
  return ['*', CHAT].includes(headers.get('access-control-allow-origin') ?? '');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
