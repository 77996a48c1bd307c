import { sha256Base64Url } from './secret.ts';

const LIFETIME_MS = 30_000;
const MAX_ENTRIES = 1_000;
const POLL_MS = 25;
const MAX_WAIT_MS = 2_000;

interface Entry {
  readonly until: number;
  /** `null` while the request is in flight. */
  body: string | null;
}

/**
 * Makes refresh requests idempotent for half a minute. Two processes of one client often share a stored refresh token and
 * refresh it in the same second; rotated twice, one of them would keep an invalid token. The cache is per isolate, and
 * its key is a hash of the whole request, so a response is repeated only to a caller with the same credentials.
 */
export function createRefreshCache(): (request: Request, exchange: () => Promise<Response>) => Promise<Response> {
  const entries = new Map<string, Entry>();

  const addEntry = (key: string): Entry => {
    const now = Date.now();
    for (const [old, { until }] of entries) if (until <= now || entries.size >= MAX_ENTRIES) entries.delete(old);
    const entry = { until: now + LIFETIME_MS, body: null };
    entries.set(key, entry);
    return entry;
  };

  return async (request, exchange) => {
    const key = await cacheKey(request);
    if (key === null) return exchange();
    const cached = entries.get(key);
    if (cached && cached.until > Date.now()) {
      const body = await waitForBody(cached, () => entries.get(key) === cached);
      if (body !== null) return tokenResponse(body);
    }
    const entry = addEntry(key);
    const response = await exchange().catch((error: unknown) => {
      entries.delete(key);
      throw error;
    });
    if (!response.ok) {
      entries.delete(key);
      return response;
    }
    entry.body = await response.clone().text();
    return response;
  };
}

/** Polls instead of awaiting: in workerd a promise of one request must not be awaited by another. */
async function waitForBody(entry: Entry, isCached: () => boolean): Promise<string | null> {
  for (let waited = 0; entry.body === null && isCached() && waited < MAX_WAIT_MS; waited += POLL_MS) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return entry.body;
}

/** A hash of the client credentials and the body; `null` for anything but a refresh. */
async function cacheKey(request: Request): Promise<string | null> {
  const body = await request.clone().text();
  if (request.method !== 'POST' || new URLSearchParams(body).get('grant_type') !== 'refresh_token') return null;
  return sha256Base64Url(`${request.headers.get('authorization') ?? ''}\n${body}`);
}

function tokenResponse(body: string): Response {
  return new Response(body, { headers: { 'content-type': 'application/json', 'cache-control': 'no-store' } });
}
