import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import { type ErrorFacts, renderError } from '../define/tool-error.ts';

/** Where a program finds the facts of a failure; `structuredContent` stays free for the declared output of a tool. */
export const ERROR_META_KEY = 'aisystant/error';

/** A failure of what is no tool, as JSON-RPC has it: what the caller can mend is theirs, the rest is ours. */
export function protocolError(error: ErrorFacts): ProtocolError {
  const theirs = error.code === 'INVALID_ARGUMENT' || error.code === 'NOT_FOUND';
  const code = theirs ? ProtocolErrorCode.InvalidParams : ProtocolErrorCode.InternalError;
  return new ProtocolError(code, renderError(error), { [ERROR_META_KEY]: error });
}
