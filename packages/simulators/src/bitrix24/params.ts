/** The parameters of a call. Names are in either letter case, as Bitrix24 takes them. */
export type Params = { readonly [name: string]: unknown };

/** Reads the parameters of a request: a JSON body, a form, or a query with PHP brackets. */
export async function readParams(request: Request, url: URL): Promise<Params> {
  const query = readPairs([...url.searchParams]);
  if (request.method === 'GET' || request.method === 'HEAD') return query;
  const text = await request.text();
  if (request.headers.get('content-type')?.includes('json')) return { ...query, ...readJson(text) };
  return { ...query, ...readPairs([...new URLSearchParams(text)]) };
}

function readJson(text: string): Params {
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : {};
  } catch {
    return {};
  }
}

/** Reads `filter[>ID]=5&select[]=ID` as PHP does. */
export function readPairs(pairs: readonly (readonly [string, string])[]): Params {
  const read: Record<string, unknown> = {};
  for (const [name, value] of pairs) {
    const [head = ''] = /^[^[]+/.exec(name) ?? [];
    const keys = [...name.slice(head.length).matchAll(/\[([^\]]*)\]/g)].map(([, key = '']) => key);
    if (head !== '' && head !== '__proto__' && !keys.includes('__proto__')) assign(read, [head, ...keys], value);
  }
  return toLists(read) as Params;
}

function assign(target: Record<string, unknown>, [key = '', ...rest]: readonly string[], value: string): void {
  const name = key === '' ? String(Object.keys(target).length) : key;
  if (rest.length === 0) {
    target[name] = value;
    return;
  }
  const inner = isFields(target[name]) ? (target[name] as Record<string, unknown>) : {};
  target[name] = inner;
  assign(inner, rest, value);
}

/** Objects whose keys are 0, 1, 2… are lists. */
function toLists(value: unknown): unknown {
  if (!isFields(value)) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, toLists(inner)] as const);
  const isList = entries.length > 0 && entries.every(([key], index) => key === String(index));
  return isList ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}

/** A parameter in either letter case. */
export function paramOf(params: Params, name: string): unknown {
  return params[name] ?? params[name.toUpperCase()];
}

/** Whether a value is an object that is no list. */
export function isFields(value: unknown): value is Params {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
