import { ToolError } from './tool-error.ts';

/** Values by the name of their variable. */
export type Values = { readonly [variable: string]: string };

/** An address with variables (RFC 6570): segments of the path, `{shelf}/{book}`, and a query at the end, `{?status,type}`. */
interface UriTemplate {
  /** What comes before the variables of the path; the whole address without the query when there are none. */
  readonly before: string;
  readonly path: readonly string[];
  readonly after: string;
  /** Names of the query; null when there is none. */
  readonly query: readonly string[] | null;
}

/** Reads a template. */
export function parseTemplate(template: string): UriTemplate {
  const [, address = '', names] = /^(.*?)(?:\{\?([\w,]+)\})?$/.exec(template) ?? [];
  const [before = '', after = ''] = address.split(/\{.*\}/);
  const path = [...address.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name);
  return { before, path, after, query: names?.split(',') ?? null };
}

/** A template with its query written out, as documents have it that know no RFC 6570: `list?status={status}`. */
export function literalForm(template: string): string {
  const { query } = parseTemplate(template);
  if (query === null) return template;
  return template.replace(/\{\?.*\}$/, `?${query.map((name) => `${name}={${name}}`).join('&')}`);
}

/**
 * What an address has in the place of the variables, as it is written: the segments of the path, and the query with its `?`.
 * Null when the address does not belong to the template. Compared byte by byte, without decoding.
 */
export function memberAt(template: string, uri: string): string | null {
  const { before, path, after, query } = parseTemplate(template);
  const end = query === null ? -1 : uri.indexOf('?');
  const address = end < 0 ? uri : uri.slice(0, end);
  const rest = end < 0 ? '' : uri.slice(end);
  if (path.length === 0) return address === before ? rest : null;
  const length = before.length + after.length;
  if (!address.startsWith(before) || !address.endsWith(after) || address.length < length) return null;
  const member = address.slice(before.length, address.length - after.length);
  const segments = member.split('/');
  return segments.length === path.length && !segments.includes('') ? `${member}${rest}` : null;
}

/** The path and the decoded query of a member. Throws `INVALID_ARGUMENT` for a query that is not of the template. */
export function readMember(template: string, member: string): { readonly path: string; readonly query: Values } {
  const { query: names } = parseTemplate(template);
  const end = names === null ? -1 : member.indexOf('?');
  const path = end < 0 ? member : member.slice(0, end);
  // What a reader decodes later can be decoded.
  decoded(path);
  return { path, query: names === null || end < 0 ? {} : readQuery(names, member.slice(end + 1)) };
}

/** The parameters that have a value: one that is left empty, as in a form that was filled in part, counts as absent. */
function readQuery(names: readonly string[], text: string): Values {
  const values = new Map<string, string>();
  for (const pair of text === '' ? [] : text.split('&')) {
    const [name, value] = [decoded(pair.replace(/=.*$/s, '')), decoded(pair.replace(/^[^=]*=?/s, ''))];
    if (!names.includes(name)) throw wrong('В адресе есть параметр, которого здесь нет.', `Есть: ${names.join(', ')}.`);
    if (values.has(name)) throw wrong(`Параметр ${name} назван дважды.`, 'Оставьте один.');
    if (value === `{${name}}`) throw wrong(`Параметр ${name} не заполнен.`, 'Подставьте значение или уберите его.');
    values.set(name, value);
  }
  return Object.fromEntries([...values].filter(([, value]) => value !== ''));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw wrong('В адресе неверная последовательность с %.', 'Кодируйте байты UTF-8: «в» — %D0%B2, знак % — %25.');
  }
}

function wrong(message: string, hint: string): ToolError {
  return new ToolError('INVALID_ARGUMENT', message, { field: 'uri', hint });
}
