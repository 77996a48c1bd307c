import { createSampledLog } from '@aisystant/oauth';
import { BODY_ERROR_STATUS, type BodyError, readBody } from '@aisystant/oauth/body';
import { isJsonContentType } from '@modelcontextprotocol/server';
import { FIELD_LIMIT } from '../define/input.ts';
import { err, ok, type Result } from '../define/result.ts';
import { cut } from '../define/text.ts';
import { hasPrototypeKey, isTooDeep, parseJson, TOO_DEEP } from './json-rpc.ts';
import type { RequestContext } from './request-context.ts';

/** Most bytes of a body, where its route has no limit of its own. */
export const BODY_LIMIT = 256 * 1024;

/** Why a body is not used, for an answer in any dialect of errors. */
export interface BodyRefusal {
  readonly reason: 'content_type' | 'unread' | 'not_json' | 'too_deep' | 'prototype_key';
  /** HTTP status. */
  readonly status: number;
  readonly message: string;
  /** Path of the JSON field that is wrong; null if the whole body is refused. */
  readonly field: string | null;
}

const MESSAGES = {
  encoded: 'Unsupported Media Type: only uncompressed UTF-8 is read; send Content-Type: application/json',
  too_large: 'The body is larger than',
  too_slow: 'The body took too long; send it again.',
  cut_off: 'The body ended too early; send it again.',
  not_utf8: 'The text is not UTF-8; encode it as UTF-8 and send it again.',
} as const satisfies Record<BodyError, string>;

/** What reading a body needs of a request. */
export type BodyContext = Pick<RequestContext<never, never>, 'request' | 'log' | 'requestId'> & {
  readonly server: { readonly name: string };
};

const sampled = createSampledLog();

/** What a caller allows that others refuse. */
interface JsonBodyOptions {
  /** An empty body is an empty object, of whatever content type. */
  readonly isOptional?: boolean;
  /** The caller refuses the key `__proto__` itself, and says where it is. */
  readonly allowsPrototypeKey?: boolean;
}

/** Reads the body of a request as JSON, at most `limit` bytes of UTF-8. */
export async function readJsonBody(
  context: BodyContext,
  limit: number,
  { isOptional = false, allowsPrototypeKey = false }: JsonBodyOptions = {},
): Promise<Result<unknown, BodyRefusal>> {
  const isJson = isJsonContentType(context.request.headers.get('content-type'));
  if (!isJson && !isOptional) return NOT_JSON_TYPE;
  const body = await readText(context, limit);
  if (!body.ok) return body;
  if (isOptional && body.value === '') return ok({});
  if (!isJson) return NOT_JSON_TYPE;
  const json = parseJson(body.value);
  if (json === undefined) return refused('not_json', 400, 'The body is not valid JSON.');
  if (isTooDeep(json)) return refused('too_deep', 400, TOO_DEEP);
  // The text is searched first, since almost no body needs the walk.
  if (!allowsPrototypeKey && /__proto__|\\u/.test(body.value) && hasPrototypeKey(json))
    return refused('prototype_key', 400, 'Поля __proto__ нет; уберите его.', '__proto__');
  return ok(json);
}

/** A connection that its client closed is logged as such. */
async function readText(
  { request, server, log, requestId }: BodyContext,
  limit: number,
): Promise<Result<string, BodyRefusal>> {
  const body = await readBody(request, limit);
  if (body.ok) return body;
  const { reason, field } = body.error;
  if (reason === 'cut_off' || reason === 'too_slow') {
    sampled(log, server.name, { event: 'client_abort', server: server.name, detail: reason, requestId });
  }
  const message = reason === 'too_large' ? `${MESSAGES.too_large} ${limit} bytes.` : MESSAGES[reason];
  return refused('unread', BODY_ERROR_STATUS[reason], message, field && cut(field, FIELD_LIMIT));
}

function refused(
  reason: BodyRefusal['reason'],
  status: number,
  message: string,
  field: string | null = null,
): Result<never, BodyRefusal> {
  return err({ reason, status, message, field });
}

const NOT_JSON_TYPE = refused('content_type', 415, 'Send the body as application/json.');
