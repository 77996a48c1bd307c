import * as z from 'zod';
import { type JsonSchema, jsonSchemaOf } from './input.ts';
import { SIGNED_IN } from './operation.ts';
import { personalTokenRoutes } from './personal-token-routes.ts';
import { hasBody, pathVariables, type Rest, type RestFacts } from './rest.ts';
import type { ServerDefinition } from './server.ts';
import { ERROR_CODES } from './tool-error.ts';

/** Codes of a refusal over REST: those of tools, and one for a request without a valid token. */
const REST_ERROR_CODES = [...ERROR_CODES, 'UNAUTHENTICATED'] as const;

/** A route as far as it is documented. */
interface Documented {
  readonly facts: RestFacts;
  readonly inputSchema: JsonSchema;
  readonly outputSchema: JsonSchema;
}

/** The REST interface of a server as an OpenAPI 3.1 document, from the same definitions that serve it; null without one. */
export function openApiOf<Env, S>(server: ServerDefinition<Env, S>): { readonly [field: string]: unknown } | null {
  const { rest, name, version, scopes } = server;
  if (!rest) return null;
  const parts: Parts = new Map();
  const routes = [...rest.routes, ...personalTokenRoutes].map((route) => withSharedParts(route, parts));
  return {
    openapi: '3.1.0',
    info: {
      title: rest.title.en,
      version,
      description: `REST interface of ${name}. The scope of an operation is in x-scope.`,
    },
    ...(rest.leftOut && { 'x-left-out': rest.leftOut }),
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    tags: [...new Set([...routes.map(tagOf), 'mcp'])].sort().map((tag) => ({ name: tag })),
    paths: { ...pathsOf(routes, rest.base), ...mcpPath(rest) },
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: `A personal token or an access token. Scopes: ${Object.keys(scopes).join(', ')}.`,
        },
      },
      schemas: {
        Error: jsonSchemaOf(ErrorBody, 'output'),
        ...Object.fromEntries([...parts.values()].map(({ name: part, schema }) => [part, schema])),
      },
      responses: { Error: { description: 'A refusal', content: jsonOf({ $ref: '#/components/schemas/Error' }) } },
    },
  };
}

/** Parts of the document by the text that each has as a `$defs` of a schema. */
type Parts = Map<string, { readonly name: string; readonly schema: object }>;

/** A route whose schemas refer to parts of the document: a schema that contains itself has `$defs`, and in OpenAPI `#` is the document. */
function withSharedParts({ facts, inputSchema, outputSchema }: Documented, parts: Parts): Documented {
  return { facts, inputSchema: sharing(inputSchema, parts), outputSchema: sharing(outputSchema, parts) };
}

function sharing(schema: JsonSchema, parts: Parts): JsonSchema {
  const { $defs = {}, ...rest } = schema as JsonSchema & { readonly $defs?: { readonly [name: string]: object } };
  const own = Object.entries($defs).map(([key, part], index) => {
    const text = JSON.stringify(part);
    return { key, text, name: parts.get(text)?.name ?? `Part${parts.size + index + 1}` };
  });
  const referring = (text: string) =>
    JSON.parse(
      own.reduce((t, { key, name }) => t.replaceAll(`"#/$defs/${key}"`, `"#/components/schemas/${name}"`), text),
    );
  for (const { text, name } of own) parts.set(text, { name, schema: referring(text) });
  return referring(JSON.stringify(rest));
}

const ErrorBody = z.object({
  error: z.object({
    code: z.enum(REST_ERROR_CODES),
    message: z.string(),
    field: z.string().optional(),
    hint: z.string().optional(),
    retryable: z.boolean(),
    retry_after_seconds: z.number().optional(),
  }),
});

const jsonOf = (schema: unknown) => ({ 'application/json': { schema } });
const tagOf = ({ facts }: Documented) => facts.path.split('/')[1] ?? '';

function pathsOf(routes: readonly Documented[], base: string): { readonly [path: string]: object } {
  const paths: { [path: string]: { [method: string]: object } } = {};
  for (const route of routes) {
    const { method, path } = route.facts;
    paths[base + path] = { ...paths[base + path], [method.toLowerCase()]: operationOf(route) };
  }
  return paths;
}

function operationOf(route: Documented): object {
  const { method, path, title, status, scope } = route.facts;
  const { properties = {}, required = [] } = route.inputSchema as ObjectSchema;
  const variables = pathVariables(path);
  const fields = Object.keys(properties).filter((field) => !variables.includes(field));
  const needed = required.filter((field) => !variables.includes(field));
  const parameter = (place: 'path' | 'query') => (field: string) => ({
    name: field,
    in: place,
    required: place === 'path' || needed.includes(field),
    schema: properties[field],
    ...(place === 'query' && { explode: false }),
  });
  const body = { type: 'object', properties: pick(properties, fields), required: needed, additionalProperties: false };
  const parameters = [...variables.map(parameter('path')), ...(hasBody(method) ? [] : fields.map(parameter('query')))];
  return {
    operationId: operationId(method, path),
    summary: title,
    tags: [tagOf(route)],
    'x-scope': scope === SIGNED_IN ? null : scope,
    ...(parameters.length > 0 && { parameters }),
    ...(hasBody(method) &&
      fields.length > 0 && { requestBody: { required: needed.length > 0, content: jsonOf(body) } }),
    responses: {
      [status]: status === 204 ? { description: 'Done' } : { description: 'Done', content: jsonOf(route.outputSchema) },
      default: { $ref: '#/components/responses/Error' },
    },
  };
}

interface ObjectSchema {
  readonly properties?: { readonly [field: string]: unknown };
  readonly required?: readonly string[];
}

const pick = (from: { readonly [field: string]: unknown }, fields: readonly string[]) =>
  Object.fromEntries(fields.map((field) => [field, from[field]]));

/** `get_epics_by_epic_id` for `GET /epics/{epic_id}`. */
const operationId = (method: string, path: string) =>
  `${method.toLowerCase()}${path.replaceAll(/\/\{(\w+)\}/g, '_by_$1').replaceAll(/[/-]/g, '_')}`;

/** The MCP endpoint under the REST base. */
function mcpPath({ base }: Pick<Rest<never>, 'base'>): { readonly [path: string]: object } {
  const message = {
    type: 'object',
    required: ['jsonrpc', 'method'],
    properties: { jsonrpc: { type: 'string' }, method: { type: 'string' } },
  };
  return {
    [`${base}/mcp`]: {
      post: {
        operationId: 'post_mcp',
        summary: 'The MCP endpoint (Streamable HTTP)',
        tags: ['mcp'],
        requestBody: { required: true, content: jsonOf(message) },
        responses: {
          200: { description: 'The answer', content: jsonOf({ type: 'object' }) },
          202: { description: 'A notification was taken' },
        },
      },
    },
  };
}
