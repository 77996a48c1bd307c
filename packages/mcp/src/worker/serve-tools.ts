import { type CallToolResult, ProtocolError, ProtocolErrorCode, type Server } from '@modelcontextprotocol/server';
import { SIGNED_IN } from '../define/operation.ts';
import { err, ok, type Result } from '../define/result.ts';
import { readToolResult, type ToolResultJson } from '../define/result-size.ts';
import type { Tool } from '../define/tool.ts';
import { type ErrorFacts, renderError } from '../define/tool-error.ts';
import { type CallRequest, call } from './call.ts';
import { stepUpChallenge } from './challenge.ts';
import { listedTool } from './listed-tool.ts';
import { callerOf, type McpRequest } from './mcp-request.ts';
import { ERROR_META_KEY } from './protocol-error.ts';
import { metadataUrlOf, type RequestContext } from './request-context.ts';

/** Serves `tools/list` and `tools/call`. Every tool can be called, listed or not, by its wire name or its documented id. */
export function serveTools<S>(mcp: Server, { context, calls, listedTools }: McpRequest<S>): void {
  mcp.setRequestHandler('tools/list', () => ({
    tools: listedTools.map((tool) => listedTool(tool, context.auth.config.baseUrl)),
  }));
  mcp.setRequestHandler('tools/call', async ({ params }, message) => {
    const tool = calls.tool(params.name);
    if (!tool)
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Tool ${params.name} not found; see tools/list.`);
    const result = await callTool(tool, context, { input: params.arguments ?? {}, ...callerOf(message) });
    return result.ok ? (readToolResult(result.value) as unknown as CallToolResult) : result.error;
  });
}

/** Calls a tool; a refusal is a result too, which the model reads. */
export async function callTool<S>(
  tool: Tool<S>,
  context: RequestContext<unknown, S>,
  request: CallRequest,
): Promise<Result<ToolResultJson, CallToolResult>> {
  const result = await call(tool, context, request);
  if (result.ok) return ok(result.value);
  const challenges = stepUp(result.error, tool.operation.scope, metadataUrlOf(context), context.user?.scopes);
  return err({
    _meta: { [ERROR_META_KEY]: result.error, ...(challenges.length > 0 && { 'mcp/www_authenticate': challenges }) },
    content: [{ type: 'text', text: renderError(result.error) }],
    isError: true,
  });
}

/** The challenge by which a chat offers to sign in again, for the errors that a new sign-in resolves. */
function stepUp(
  { code }: ErrorFacts,
  required: string | null,
  metadataUrl: string,
  granted: readonly string[] = [],
): readonly string[] {
  if (required === null || required === SIGNED_IN) return [];
  // A handler refuses by what the person may do, which no new sign-in changes.
  const resolvable = (code === 'FORBIDDEN' && !granted.includes(required)) || code === 'CONSENT_REQUIRED';
  return resolvable ? [stepUpChallenge(metadataUrl, [required], granted)] : [];
}
