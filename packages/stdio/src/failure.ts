import {
  InsufficientScopeError,
  type JSONRPCErrorResponse,
  ProtocolErrorCode,
  type RequestId,
  SdkHttpError,
  UnauthorizedError,
} from '@modelcontextprotocol/client';
import { SignInFailed } from './sign-in.ts';
import { StdioError } from './stdio-error.ts';

/** Code of a refused token or sign-in. */
const AUTHENTICATION_FAILED = -32001;

/** A JSON-RPC error in answer to a request. */
export function errorAnswer(
  id: RequestId | null,
  code: number,
  message: string,
  data?: { readonly [field: string]: unknown },
): JSONRPCErrorResponse {
  const error = { code, message, ...(data && { data }) };
  // JSON-RPC 2.0, section 5: the id is null where that of the request is not known; the types of the SDK have no null.
  return { jsonrpc: '2.0', id: id as RequestId, error };
}

/** What a client is told of a request that failed on its way. No secret: errors of the network name the host only. */
export function failureOf(id: RequestId, error: unknown): JSONRPCErrorResponse {
  if (error instanceof SignInFailed || error instanceof StdioError) return refusedAnswer(id, error.message);
  if (error instanceof UnauthorizedError) return refusedAnswer(id);
  if (error instanceof InsufficientScopeError) return refusedAnswer(id, permissionMissing(error));
  if (error instanceof SdkHttpError) return httpFailure(id, error);
  if (!(error instanceof Error)) return unanswered(id);
  if (error.name === 'TimeoutError') return unavailable(id, 'The server did not answer in time.');
  const { code } = Object(error.cause) as NodeJS.ErrnoException;
  if (error instanceof TypeError) return unavailable(id, `The server cannot be reached (${code ?? 'network'}).`);
  return unavailable(id, 'The answer of the server is not MCP.');
}

/** The answer to a request whose exchange ended without one. */
export function unanswered(id: RequestId): JSONRPCErrorResponse {
  return unavailable(id, 'The server ended its answer too early.');
}

function refusedAnswer(id: RequestId, message = 'Authentication failed: Invalid or expired token') {
  return errorAnswer(id, AUTHENTICATION_FAILED, message, { type: 'auth_error' });
}

/** A sign-in that works is not begun again, so the person gives the permission in a browser themselves. */
function permissionMissing({
  message,
  errorDescription = message,
  resourceMetadataUrl,
}: InsufficientScopeError): string {
  const account = resourceMetadataUrl
    ? new URL('/account', resourceMetadataUrl).href
    : 'the account page of the server';
  return `${errorDescription}. At ${account} make a personal token that has it, or disconnect aisystant-mcp and call again: the browser then asks for permissions.`;
}

function unavailable(id: RequestId, message: string) {
  return errorAnswer(id, ProtocolErrorCode.InternalError, message, { type: 'backend_unavailable', retryable: true });
}

/** The error of the server itself where its body has one; a page of a proxy is not repeated. */
function httpFailure(id: RequestId, { status, data }: SdkHttpError): JSONRPCErrorResponse {
  if (status === 401) return refusedAnswer(id);
  const rpcError = errorIn(data?.['text']);
  if (rpcError) return errorAnswer(id, rpcError.code, rpcError.message, { status });
  if (status === 403) return refusedAnswer(id, 'The server refuses this token (403).');
  return unavailable(id, `The server answered ${status}.`);
}

function errorIn(body: unknown): { readonly code: number; readonly message: string } | null {
  try {
    const { code, message } = JSON.parse(String(body)).error;
    return Number.isSafeInteger(code) && typeof message === 'string' ? { code, message } : null;
  } catch {
    return null;
  }
}
