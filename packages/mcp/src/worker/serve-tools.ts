import { type CallToolResult, ProtocolError, ProtocolErrorCode, type Server } from '@modelcontextprotocol/server';
import { SIGNED_IN } from '../define/operation.ts';
import type { Answer } from '../define/result-size.ts';
import { type ErrorFacts, renderError } from '../define/tool-error.ts';
import { call } from './call.ts';
import { stepUpChallenge } from './challenge.ts';
import { listedTool } from './listed-tool.ts';
import { callerOf, type McpRequest } from './mcp-request.ts';
import { ERROR_META_KEY } from './protocol-error.ts';
import { metadataUrlOf } from './request-context.ts';

/** Serves `tools/list` and `tools/call`. Every tool can be called, listed or not, by its wire name or its documented id. */
export function serveTools<S>(mcp: Server, { context, calls, listedTools }: McpRequest<S>): void {
  mcp.setRequestHandler('tools/list', () => ({ tools: listedTools.map(listedTool) }));
  mcp.setRequestHandler('tools/call', async ({ params }, message) => {
    const tool = calls.tool(params.name);
    if (!tool) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Tool ${params.name} not found`);
    const result = await call(tool, context, { input: params.arguments ?? {}, ...callerOf(message) });
    if (result.ok) return success(result.value);
    return failure(
      result.error,
      stepUp(result.error, tool.operation.scope, metadataUrlOf(context), context.user?.scopes),
    );
  });
}

function success({ data, summary }: Answer): CallToolResult {
  return { content: [{ type: 'text', text: summary }], structuredContent: data, isError: false };
}

function failure(error: ErrorFacts, challenges: readonly string[]): CallToolResult {
  return {
    content: [{ type: 'text', text: renderError(error) }],
    isError: true,
    _meta: { [ERROR_META_KEY]: error, ...(challenges.length > 0 && { 'mcp/www_authenticate': challenges }) },
  };
}

/** The challenge by which a chat offers to sign in again, for the errors that a new sign-in resolves. */
function stepUp(
  { code }: ErrorFacts,
  required: string | null,
  metadataUrl: string,
  granted: readonly string[] = [],
): readonly string[] {
  const resolvable = code === 'FORBIDDEN' || code === 'CONSENT_REQUIRED';
  return resolvable && required !== null && required !== SIGNED_IN
    ? [stepUpChallenge(metadataUrl, required, granted)]
    : [];
}
