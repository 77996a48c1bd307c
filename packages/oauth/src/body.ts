import { err, ok, type Result } from './result.ts';

/** Longest time a whole body may take, milliseconds: 256 KB in this time is 17 KB a second. */
const DEADLINE_MS = 15_000;

/**
 * Why a body was not read, in the order of the checks. `encoded`: compressed, or in another charset than UTF-8; `cut_off`: the
 * client closed the connection before the end.
 */
export type BodyError = 'encoded' | 'too_large' | 'too_slow' | 'cut_off' | 'not_utf8';

/** A body that was not read. */
export interface UnreadBody {
  readonly reason: BodyError;
  /** Path of the JSON field that is not UTF-8, `params.arguments.title`; null if it is unknown. */
  readonly field: string | null;
}

/** The HTTP status of a refused body. */
export const BODY_ERROR_STATUS = {
  encoded: 415,
  too_large: 413,
  too_slow: 408,
  cut_off: 400,
  not_utf8: 400,
} as const satisfies Record<BodyError, number>;

/**
 * Reads the body as text, at most `limit` bytes of UTF-8 within `deadlineMs`. Nothing beyond the limit is kept in memory,
 * and no byte is replaced: text in another encoding would be stored as question marks.
 */
export async function readBody(
  request: Request,
  limit: number,
  deadlineMs = DEADLINE_MS,
): Promise<Result<string, UnreadBody>> {
  const { headers } = request;
  const length = headers.get('content-length');
  if (!isPlainUtf8(headers)) return refuse('encoded');
  if (Number(length ?? 0) > limit) return refuse('too_large');
  // A body ends at its Content-Length, so it is read in one piece; without the header it is counted as it comes.
  const reading = length === null ? readUpTo(request.body, limit) : request.bytes();
  const bytes = await withinDeadline(reading, deadlineMs);
  if (!(bytes instanceof Uint8Array)) return refuse(bytes);
  return bytes.byteLength > limit ? refuse('too_large') : decode(bytes);
}

/** Reads a body as JSON, with the limits of {@link readBody}; null for one that was not read or is no JSON. */
export async function readJson(request: Request, limit: number): Promise<unknown> {
  const body = await readBody(request, limit);
  try {
    return body.ok ? JSON.parse(body.value) : null;
  } catch {
    return null;
  }
}

function refuse(reason: BodyError, field: string | null = null): Result<never, UnreadBody> {
  return err({ reason, field });
}

/** Whether the headers name no charset or UTF-8, and no compression, which the runtime does not undo. */
function isPlainUtf8(headers: Headers): boolean {
  const charset = /;\s*charset\s*=\s*"?([^\s";]*)/i.exec(headers.get('content-type') ?? '')?.[1] ?? 'utf-8';
  return /^utf-?8$/i.test(charset) && /^(?:identity)?$/i.test(headers.get('content-encoding') ?? '');
}

function withinDeadline<T>(reading: Promise<T>, ms: number): Promise<T | 'too_slow' | 'cut_off'> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve('too_slow'), ms);
    const end = (outcome: T | 'cut_off') => {
      clearTimeout(timer);
      resolve(outcome);
    };
    // Only the connection of the client can fail here.
    reading.then(end, () => end('cut_off'));
  });
}

async function readUpTo(body: ReadableStream<Uint8Array> | null, limit: number): Promise<Uint8Array | 'too_large'> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > limit) return 'too_large';
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(size);
  let end = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, end);
    end += chunk.byteLength;
  }
  return bytes;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

function decode(bytes: Uint8Array): Result<string, UnreadBody> {
  try {
    return ok(utf8.decode(bytes));
  } catch {
    return refuse('not_utf8', replacedField(new TextDecoder().decode(bytes)));
  }
}

/** The JSON field whose bytes were replaced when a body was decoded. */
function replacedField(text: string): string | null {
  try {
    return pathOfReplaced(JSON.parse(text))?.join('.') ?? null;
  } catch {
    return null;
  }
}

function pathOfReplaced(value: unknown): string[] | null {
  if (typeof value === 'string') return value.includes('\uFFFD') ? [] : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    const path = pathOfReplaced(inner);
    if (path) return [key, ...path];
  }
  return null;
}
