import type { ServerContext } from '@modelcontextprotocol/server';
import type { Tool } from './define/tool.ts';
import type { CallScope } from './worker/call.ts';

/** What one HTTP request brings to the MCP server that answers it. */
export interface Served<Services> {
  readonly scope: CallScope<Services>;
  /** Where a caller without a permission learns how to get it. */
  readonly metadataUrl: string;
  /** The tools that `tools/list` shows. */
  readonly shown: readonly Tool<Services>[];
}

/** What of the SDK's context a call needs: who the chat says it talks to (limits only), and the caller's signal. */
export function callOptions(context: ServerContext): { subject?: string; signal?: AbortSignal } {
  const subject = context.mcpReq._meta?.['openai/subject'];
  return { ...(typeof subject === 'string' && { subject }), signal: context.mcpReq.signal };
}
