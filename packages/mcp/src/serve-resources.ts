import {
  ProtocolError,
  ProtocolErrorCode,
  type ReadResourceResult,
  ResourceNotFoundError,
  type Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { type CallScope, call } from './call.ts';
import { callOptions } from './mcp-server.ts';
import { isTemplate, type Resource, resourceAt, variableOf } from './resource.ts';
import type { CallContext } from './tool.ts';
import { renderError } from './tool-error.ts';

/** Most characters of a resource: a model that read more would have room for nothing else. */
const TEXT_LIMIT = 1_000_000;
const TOO_LARGE = `The resource is larger than ${TEXT_LIMIT} characters; ask the server for another way to it.`;

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
  if (!outcome.ok) throw new ProtocolError(ProtocolErrorCode.InternalError, renderError(outcome.error));
  if (outcome.value === null) throw new ResourceNotFoundError(uri);
  if (outcome.value.length > TEXT_LIMIT) throw new ProtocolError(ProtocolErrorCode.InternalError, TOO_LARGE);
  return { contents: [{ uri, mimeType: resource.mime, text: outcome.value }] };
}

function textOf<S>(resource: Resource<S>, member: string, context: CallContext<S>) {
  return isTemplate(resource) ? resource.read(member, context) : resource.read(context);
}

/** Completes the variable of a family. The arguments of prompts are free text, so nothing is offered for them. */
export function serveCompletion<S>(mcp: Server, resources: readonly Resource<S>[]): void {
  mcp.setRequestHandler('completion/complete', ({ params: { ref, argument } }) => {
    const family =
      ref.type === 'ref/resource'
        ? resources.filter(isTemplate).find(({ template }) => template === ref.uri)
        : undefined;
    if (ref.type === 'ref/resource' && !family) throw new ResourceNotFoundError(ref.uri);
    const offered = family && argument.name === variableOf(family) ? family.values() : [];
    const fitting = offered.filter((value) => value.startsWith(argument.value));
    const hasMore = fitting.length > COMPLETION_LIMIT;
    return { completion: { values: fitting.slice(0, COMPLETION_LIMIT), total: fitting.length, hasMore } };
  });
}
