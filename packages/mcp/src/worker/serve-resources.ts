import {
  type CompleteResult,
  type ReadResourceResult,
  ResourceNotFoundError,
  type Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { isTemplate, type Resource, resourceAt, variableOf } from '../define/resource.ts';
import type { CallContext } from '../define/tool.ts';
import { ToolError } from '../define/tool-error.ts';
import { callOptions } from '../served.ts';
import { type CallScope, call } from './call.ts';
import { protocolError } from './protocol-error.ts';

/** Most characters of a resource: a model that read more would have room for nothing else. */
const TEXT_LIMIT = 1_000_000;

/** Most values of one answer to a completion, by the protocol. */
const COMPLETION_LIMIT = 100;

/** Serves the lists of resources and families, and reads them. */
export function serveResources<S>(mcp: Server, resources: readonly Resource<S>[], scope: CallScope<S>): void {
  mcp.setRequestHandler('resources/list', () => ({
    resources: resources.flatMap((resource) =>
      isTemplate(resource) ? [] : [{ uri: resource.uri, ...listed(resource) }],
    ),
  }));
  mcp.setRequestHandler('resources/templates/list', () => ({
    resourceTemplates: resources.flatMap((resource) =>
      isTemplate(resource) ? [{ uriTemplate: resource.template, ...listed(resource) }] : [],
    ),
  }));
  mcp.setRequestHandler('resources/read', ({ params: { uri } }, context) => read(resources, uri, scope, context));
}

function listed<S>({ name, title, purpose, mime }: Resource<S>) {
  return { name, title, description: purpose, mimeType: mime };
}

async function read<S>(
  resources: readonly Resource<S>[],
  uri: string,
  scope: CallScope<S>,
  context: ServerContext,
): Promise<ReadResourceResult> {
  const found = resourceAt(resources, uri);
  if (!found) throw new ResourceNotFoundError(uri);
  const { resource, member } = found;
  const callee = { kind: 'resource', name: resource.name, scope: resource.scope, effect: 'read' } as const;
  const outcome = await call(callee, scope, callOptions(context), async (c) => textOf(resource, member, c));
  if (outcome.ok) return { contents: [{ uri, mimeType: resource.mime, text: outcome.value }] };
  if (outcome.error.code === 'NOT_FOUND') throw new ResourceNotFoundError(uri);
  throw protocolError(outcome.error);
}

async function textOf<S>(resource: Resource<S>, member: string, context: CallContext<S>): Promise<string> {
  const text = isTemplate(resource) ? await resource.read(member, context) : await resource.read(context);
  if (text === null) throw new ToolError('NOT_FOUND', 'There is no such member of the family.');
  if (text.length <= TEXT_LIMIT) return text;
  throw new ToolError('INVALID_ARGUMENT', `The resource is larger than ${TEXT_LIMIT} characters.`, {
    hint: 'Ask the server for another way to it.',
  });
}

/** Completes the variable of a family. The arguments of prompts are free text, so nothing is offered for them. */
export function serveCompletion<S>(mcp: Server, resources: readonly Resource<S>[], scope: CallScope<S>): void {
  mcp.setRequestHandler('completion/complete', async ({ params: { ref, argument } }, context) => {
    if (ref.type !== 'ref/resource') return completionOf([]);
    const family = resources.filter(isTemplate).find(({ template }) => template === ref.uri);
    if (!family) throw new ResourceNotFoundError(ref.uri);
    const callee = { kind: 'completion', name: family.name, scope: null, effect: 'read' } as const;
    const outcome = await call(callee, scope, callOptions(context), async () =>
      argument.name === variableOf(family) ? family.values() : [],
    );
    if (!outcome.ok) throw protocolError(outcome.error);
    return completionOf(outcome.value.filter((value) => value.startsWith(argument.value)));
  });
}

function completionOf(fitting: readonly string[]): CompleteResult {
  const values = fitting.slice(0, COMPLETION_LIMIT);
  return { completion: { values, total: fitting.length, hasMore: fitting.length > COMPLETION_LIMIT } };
}
