import { type CallToolResult, ProtocolError, ProtocolErrorCode, type Server } from '@modelcontextprotocol/server';
import { isNamed, SIGNED_IN, type Tool } from '../define/tool.ts';
import { type ErrorFacts, renderError } from '../define/tool-error.ts';
import { callOptions, type Served } from '../served.ts';
import { call } from './call.ts';
import { stepUpChallenge } from './challenge.ts';
import { listedTool } from './listed-tool.ts';
import { ERROR_META_KEY } from './protocol-error.ts';
import { toolResult } from './tool-result.ts';

/** Serves `tools/list` and `tools/call`. Every tool can be called, by its wire name or its documented id. */
export function serveTools<S>(mcp: Server, tools: readonly Tool<S>[], { scope, metadataUrl, shown }: Served<S>): void {
  mcp.setRequestHandler('tools/list', () => ({ tools: shown.map(listedTool) }));
  mcp.setRequestHandler('tools/call', async ({ params }, context) => {
    const tool = tools.find((candidate) => isNamed(candidate, params.name));
    if (!tool) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Tool ${params.name} not found`);
    const { id, scope: needed, effect } = tool.facts;
    const callee = { kind: 'tool', name: id, scope: needed, effect } as const;
    const outcome = await call(callee, scope, callOptions(context), async (callContext) =>
      toolResult(tool.facts, await tool.answer(params.arguments ?? {}, callContext)),
    );
    if (outcome.ok) return outcome.value;
    return failure(outcome.error, stepUp(outcome.error, needed, metadataUrl, scope.user?.scopes));
  });
}

function failure(error: ErrorFacts, challenges: readonly string[]): CallToolResult {
  return {
    content: [{ type: 'text', text: renderError(error) }],
    isError: true,
    _meta: { [ERROR_META_KEY]: error, ...(challenges.length > 0 && { 'mcp/www_authenticate': challenges }) },
  };
}

/** The challenge by which a chat offers to sign in again, where that is what heals the failure. */
function stepUp(
  { code }: ErrorFacts,
  needed: string | null,
  metadataUrl: string,
  granted: readonly string[] = [],
): readonly string[] {
  const heals = code === 'FORBIDDEN' || code === 'CONSENT_REQUIRED';
  return heals && needed !== null && needed !== SIGNED_IN ? [stepUpChallenge(metadataUrl, needed, granted)] : [];
}
