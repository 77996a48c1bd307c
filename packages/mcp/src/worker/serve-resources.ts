import {
  type CompleteResult,
  type ReadResourceResult,
  ResourceNotFoundError,
  type Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { isTemplate, type Resource, type TemplateResource, variablesOf } from '../define/resource.ts';
import { ToolError } from '../define/tool-error.ts';
import { call } from './call.ts';
import { callerOf, type McpRequest } from './mcp-request.ts';
import { protocolError } from './protocol-error.ts';

/** Most values of one completion, set by the protocol. */
const COMPLETION_LIMIT = 100;

/** Serves the lists of resources and of resource templates, and reads them. */
export function serveResources<S>(mcp: Server, request: McpRequest<S>): void {
  const { resources } = request.context.server;
  mcp.setRequestHandler('resources/list', () => ({
    resources: resources.flatMap((resource) =>
      isTemplate(resource) ? [] : [{ uri: resource.uri, ...resourceEntry(resource) }],
    ),
  }));
  mcp.setRequestHandler('resources/templates/list', () => ({
    resourceTemplates: resources.flatMap((resource) =>
      isTemplate(resource) ? [{ uriTemplate: resource.template, ...resourceEntry(resource) }] : [],
    ),
  }));
  mcp.setRequestHandler('resources/read', ({ params: { uri } }, message) => read(uri, request, message));
}

function resourceEntry<S>({ name, title, purpose, mime }: Resource<S>) {
  return { name, title, description: purpose, mimeType: mime };
}

async function read<S>(
  uri: string,
  { context, calls }: McpRequest<S>,
  message: ServerContext,
): Promise<ReadResourceResult> {
  const found = calls.resource(uri);
  if (!found) throw new ResourceNotFoundError(uri);
  const { resource, member } = found;
  const result = await call(resource, context, { input: member, ...callerOf(message) });
  if (result.ok) return { contents: [{ uri, mimeType: resource.mime, text: result.value }] };
  if (result.error.code === 'NOT_FOUND') throw new ResourceNotFoundError(uri);
  throw protocolError(result.error);
}

/** Completes a variable of a template. The arguments of prompts are free text, so they have no completion. */
export function serveCompletion<S>(mcp: Server, { context }: McpRequest<S>): void {
  mcp.setRequestHandler('completion/complete', async ({ params: { ref, argument, context: known } }) => {
    if (ref.type !== 'ref/resource') return completionOf([]);
    const template = context.server.resources.filter(isTemplate).find((each) => each.template === ref.uri);
    if (!template) throw new ResourceNotFoundError(ref.uri);
    const variables = variablesOf(template);
    const at = variables.indexOf(argument.name);
    // The variables before it say where it is.
    const written = variables.slice(0, Math.max(at, 0)).map((name) => known?.arguments?.[name]);
    if (at < 0 || !written.every((value) => value !== undefined)) return completionOf([]);
    const values = await valuesOf(template, written, context);
    return completionOf([...new Set(values)].filter((value) => value.startsWith(argument.value)));
  });
}

async function valuesOf<S>(
  { values, operation }: TemplateResource<S>,
  written: readonly string[],
  context: McpRequest<S>['context'],
): Promise<readonly string[]> {
  if (typeof values === 'function') return values();
  return values.complete(written, context.services(operation)).catch((error: unknown) => {
    const facts = error instanceof ToolError ? error.facts : UNAVAILABLE;
    throw protocolError(facts);
  });
}

const UNAVAILABLE = { code: 'UNAVAILABLE', message: 'Подсказки сейчас недоступны.', retryable: true } as const;

function completionOf(matching: readonly string[]): CompleteResult {
  const values = matching.slice(0, COMPLETION_LIMIT);
  return { completion: { values, total: matching.length, hasMore: matching.length > COMPLETION_LIMIT } };
}
