import { ProtocolError, ProtocolErrorCode, type Server } from '@modelcontextprotocol/server';
import type { Completion } from '../define/completion.ts';
import { call } from './call.ts';
import { completedName } from './json-rpc.ts';
import { callerOf, type McpRequest } from './mcp-request.ts';
import { protocolError } from './protocol-error.ts';

/** Most values of one completion, set by the protocol. */
const COMPLETION_LIMIT = 100;

/** Completes a variable of a template or an argument of a prompt: a call like any other, with the scope that reading needs. */
export function serveCompletion<S>(mcp: Server, { context, calls }: McpRequest<S>): void {
  mcp.setRequestHandler('completion/complete', async ({ params: { ref, argument, context: known } }, message) => {
    const name = String(completedName(ref));
    const completion = calls.completion(name);
    if (!completion)
      throw new ProtocolError(
        ProtocolErrorCode.InvalidParams,
        `Nothing to complete at ${name}; see prompts/list and resources/templates/list.`,
      );
    const { name: variable, value: written } = argument;
    const input: Completion = { variable, written, known: known?.arguments ?? {} };
    // An object runs only what works with the records of one person.
    const inWorker = { ...context, dataObject: () => null };
    const result = await call(completion, inWorker, { input, ...callerOf(message) });
    if (!result.ok) throw protocolError(result.error);
    const matching = [...new Set(result.value)];
    const values = matching.slice(0, COMPLETION_LIMIT);
    return { completion: { values, total: matching.length, hasMore: matching.length > COMPLETION_LIMIT } };
  });
}
