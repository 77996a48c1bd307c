import { createSampledLog } from '@aisystant/oauth';
import { BODY_FAULT_STATUS, type BodyFault, readBody } from '@aisystant/oauth/body';
import { err, type Result } from '../define/result.ts';
import type { RequestContext } from './request-context.ts';

/** What the sender of an unread body is told. */
interface BodyRefusal {
  /** HTTP status. */
  readonly status: number;
  readonly message: string;
  /** Path of the JSON field that is not UTF-8; null if the whole body is refused. */
  readonly field: string | null;
}

const MESSAGES = {
  wrong_charset: 'Unsupported Media Type: only UTF-8 is read; send Content-Type: application/json',
  too_large: 'The body is larger than',
  too_slow: 'The body took too long; send it again.',
  cut_off: 'The body ended too early; send it again.',
  not_utf8: 'The text is not UTF-8; encode it as UTF-8 and send it again.',
} as const satisfies Record<BodyFault, string>;

/** What reading a body needs of a request. */
export type BodyContext = Pick<RequestContext<never, never>, 'request' | 'log' | 'requestId'> & {
  readonly server: { readonly name: string };
};

const sampled = createSampledLog();

/** Reads the body of a request as UTF-8, at most `limit` bytes. A connection that its client closed is logged as such. */
export async function readRequestBody(
  { request, server, log, requestId }: BodyContext,
  limit: number,
): Promise<Result<string, BodyRefusal>> {
  const body = await readBody(request, limit);
  if (body.ok) return body;
  const { fault, field } = body.error;
  if (fault === 'cut_off' || fault === 'too_slow') {
    sampled(log, server.name, { event: 'client_abort', server: server.name, detail: fault, requestId });
  }
  const message = fault === 'too_large' ? `${MESSAGES.too_large} ${limit} bytes.` : MESSAGES[fault];
  return err({ status: BODY_FAULT_STATUS[fault], message, field });
}
