/** A JSON-RPC error outside of any call: the HTTP status is for proxies, the body for clients. */
export function rpcError(status: number, code: number, message: string): Response {
  return Response.json({ jsonrpc: '2.0', id: null, error: { code, message } }, { status });
}

/** Reads a body of at most `limit` bytes; `null` when it is larger. Nothing beyond the limit is kept in memory. */
export async function readBody(request: Request, limit: number): Promise<string | null> {
  const length = request.headers.get('content-length');
  if (Number(length ?? 0) > limit) return null;
  if (!request.body) return '';
  // A body ends at its Content-Length, so it is read in one piece; without the header it is counted as it comes.
  const bytes = length === null ? await readUpTo(request.body, limit) : await request.bytes();
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
 * Whether any object of a body has an own key `__proto__`: a library that copies objects drops it or sets the prototype.
 * The text is searched first, since almost no body needs the walk.
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

/** The method and the name that one JSON-RPC message calls. */
export interface RpcCall {
  readonly method: string;
  /** Name of a tool or prompt, or the address of a resource. */
  readonly name: string | undefined;
}

/** Reads the calls of a body: one message or, in old protocol versions, a batch. */
export function readCalls(body: unknown): RpcCall[] {
  const messages = Array.isArray(body) ? body : [body];
  return messages.filter(isRecord).flatMap(({ method, params }) => {
    if (typeof method !== 'string') return [];
    // Choose the field as the SDK does, or the authorized operation would differ from the executed one.
    const name = isRecord(params) ? params[method === 'resources/read' ? 'uri' : 'name'] : undefined;
    return [{ method, name: typeof name === 'string' ? name : undefined }];
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
