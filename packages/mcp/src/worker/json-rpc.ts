/** A JSON-RPC error outside of any call: the HTTP status says it to proxies, the body to clients. */
export function rpcError(status: number, code: number, message: string): Response {
  return Response.json({ jsonrpc: '2.0', id: null, error: { code, message } }, { status });
}

/** Reads a body up to a limit of bytes; `null` when it is larger. Nothing beyond the limit is held in memory. */
export async function readBody(request: Request, limit: number): Promise<string | null> {
  const announced = request.headers.get('content-length');
  if (Number(announced ?? 0) > limit) return null;
  if (!request.body) return '';
  // HTTP ends a body at its announced length, so it is read in one piece; without one, it is counted as it comes.
  const bytes = announced === null ? await readUpTo(request.body, limit) : await request.bytes();
  return bytes === null || bytes.byteLength > limit ? null : new TextDecoder().decode(bytes);
}

async function readUpTo(body: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > limit) return null;
    chunks.push(chunk);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/** Parses JSON; `undefined` when it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Whether any object of a body has an own key `__proto__`: a library that copies objects drops it silently or, worse,
 * follows it. The text is looked at first, since almost no body needs the walk.
 */
export function hasPrototypeKey(text: string, body: unknown): boolean {
  if (!text.includes('__proto__') && !text.includes('\\u')) return false;
  const open: unknown[] = [body];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    if (Object.hasOwn(value, '__proto__')) return true;
    open.push(...Object.values(value).filter((inner) => typeof inner === 'object' && inner !== null));
  }
  return false;
}

/** The method and the name of what one JSON-RPC message asks for. */
export interface Asked {
  readonly method: string;
  /** Name of a tool or prompt, or the address of a resource. */
  readonly name: string | undefined;
}

/** Reads what the messages of a body ask for; a body may be one message or, in old protocol versions, a batch. */
export function askedFor(body: unknown): Asked[] {
  const messages = Array.isArray(body) ? body : [body];
  return messages.filter(isRecord).flatMap(({ method, params }) => {
    if (typeof method !== 'string') return [];
    // By the method alone: whoever reads the other field here checks one thing while the SDK does another.
    const given = isRecord(params) ? params[method === 'resources/read' ? 'uri' : 'name'] : undefined;
    return [{ method, name: typeof given === 'string' ? given : undefined }];
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
