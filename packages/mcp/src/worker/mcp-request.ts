import type { ServerContext } from '@modelcontextprotocol/server';
import type { Tool } from '../define/tool.ts';
import type { CallRequest } from './call.ts';
import type { RequestContext } from './request-context.ts';
import type { ResolvedCalls } from './resolve-calls.ts';
import { traceIdOf } from './trace.ts';

/** What the SDK carries to the handlers of one POST to `/mcp`. */
export interface McpRequest<S> {
  readonly context: RequestContext<unknown, S>;
  readonly calls: ResolvedCalls<S>;
  /** What `tools/list` shows. */
  readonly listedTools: readonly Tool<S>[];
}

/** The caller as the SDK tells of them. */
export function callerOf({ mcpReq }: ServerContext): Omit<CallRequest, 'input'> {
  const subject = mcpReq._meta?.['openai/subject'];
  return {
    ...(typeof subject === 'string' && { subject }),
    traceId: traceIdOf(mcpReq._meta),
  };
}
