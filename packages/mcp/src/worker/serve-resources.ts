import {
  type ReadResourceResult,
  ResourceNotFoundError,
  type Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { isTemplate, type Resource } from '../define/resource.ts';
import { shorten } from '../define/text.ts';
import { call } from './call.ts';
import { callerOf, type McpRequest } from './mcp-request.ts';
import { NAME_LIMIT } from './message-params.ts';
import { protocolError } from './protocol-error.ts';
import { claudeDomain, widgetMeta } from './render-hints.ts';

/** Serves the lists of resources and of resource templates, and reads them. */
export function serveResources<S>(mcp: Server, request: McpRequest<S>): void {
  const { server, auth } = request.context;
  const { resources, skills = [] } = server;
  mcp.setRequestHandler('resources/list', () => ({
    resources: [
      ...resources.flatMap((resource) =>
        isTemplate(resource)
          ? []
          : [{ uri: resource.uri, ...resourceEntry(resource), ...widgetMeta(resource, auth.config.baseUrl, null) }],
      ),
      // The other files of a skill are in its entry: a list of resources has no use for them.
      ...skills.map(({ entry: { uri, frontmatter } }) => ({
        uri,
        name: frontmatter.name,
        description: frontmatter.description,
        mimeType: 'text/markdown',
      })),
    ],
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
  // The error repeats the address.
  const notFound = () => new ResourceNotFoundError(shorten(uri, NAME_LIMIT));
  if (!found) throw notFound();
  const { resource, member } = found;
  const result = await call(resource, context, { input: member, ...callerOf(message) });
  if (result.ok) {
    const meta = widgetMeta(resource, context.auth.config.baseUrl, await claudeDomain(context.request));
    return { contents: [{ uri, mimeType: resource.mime, text: result.value, ...meta }] };
  }
  if (result.error.code === 'NOT_FOUND') throw notFound();
  throw protocolError(result.error);
}
