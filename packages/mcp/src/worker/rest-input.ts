import type { JsonSchema } from '../define/input.ts';
import { hasBody, type RestRoute } from '../define/rest.ts';
import { ToolError } from '../define/tool-error.ts';

/** The part of a JSON Schema that says how a text of a query is read. */
interface FieldSchema {
  readonly type?: string;
  readonly items?: FieldSchema;
}

/**
 * The input of a route: variables of the path, and the fields of the query or of the body. Whatever does not fit stays as it
 * came, so that the schema refuses it by name. Throws `ToolError` for a query field that is named twice, one that differs from the
 * path, and a query beside a body.
 */
export function inputOf(
  route: Pick<RestRoute<never>, 'facts' | 'inputSchema'>,
  variables: { readonly [name: string]: string },
  query: URLSearchParams,
  body: object,
): object {
  const { properties = {} } = route.inputSchema as { readonly properties?: { readonly [field: string]: JsonSchema } };
  if (hasBody(route.facts.method)) refuseQuery(query);
  const fields: { [field: string]: unknown } = { ...body };
  for (const name of new Set(query.keys())) {
    const [first = '', ...others] = query.getAll(name);
    // An assignment would set the prototype, and the field be ignored.
    if (name === '__proto__') throw new ToolError('INVALID_ARGUMENT', 'Такого параметра нет.', { field: name });
    if (others.length > 0) throw new ToolError('INVALID_ARGUMENT', 'Параметр указан дважды.', { field: name });
    fields[name] = read(properties[name] as FieldSchema | undefined, first);
  }
  for (const [name, written] of Object.entries(variables)) {
    const value = decode(name, written);
    if (fields[name] !== undefined && fields[name] !== value) {
      throw new ToolError('INVALID_ARGUMENT', 'В адресе и в запросе разное.', { field: name });
    }
    fields[name] = value;
  }
  return fields;
}

/** Fields of a writing request are in its body; one in the query would be ignored. */
function refuseQuery(query: URLSearchParams): void {
  const [name] = query.keys();
  if (name === undefined) return;
  throw new ToolError('INVALID_ARGUMENT', 'Параметры здесь в теле запроса.', { field: name });
}

function read(schema: FieldSchema | undefined, text: string): unknown {
  if (schema?.type === 'integer' && /^-?\d{1,15}$/.test(text)) return Number(text);
  if (schema?.type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true';
  if (schema?.type === 'array') return text.split(',').map((item) => read(schema.items, item));
  return text;
}

function decode(name: string, written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    throw new ToolError('INVALID_ARGUMENT', 'Адрес закодирован неверно.', { field: name });
  }
}
