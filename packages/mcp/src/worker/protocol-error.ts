import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import { type ErrorFacts, renderError } from '../define/tool-error.ts';

/** Key of `_meta` with the facts of an error; `structuredContent` must match the declared output even on errors. */
export const ERROR_META_KEY = 'aisystant/error';

/** Maps the error of a resource or prompt to JSON-RPC: client errors to InvalidParams, others to InternalError. */
export function protocolError(error: ErrorFacts): ProtocolError {
  const clientError = error.code === 'INVALID_ARGUMENT' || error.code === 'NOT_FOUND';
  const code = clientError ? ProtocolErrorCode.InvalidParams : ProtocolErrorCode.InternalError;
  return new ProtocolError(code, renderError(error), { [ERROR_META_KEY]: error });
}
