const LIFETIME_MS = 30_000;
const MAX_ANSWERS = 1_000;
const POLL_MS = 25;
const PATIENCE_MS = 2_000;

/** An answer that is being made or was given. */
interface Answer {
  readonly until: number;
  /** The body once it is there. */
  body: string | null;
}

/**
 * Gives the same refresh request the same answer for half a minute. Two processes of one client share one stored
 * refresh token and refresh it in the same second; rotated twice, one of them would hold a dead token. Kept in the
 * isolate only, by a hash of the whole request, so that nobody gets an answer who could not have made the request.
 */
export function createRefreshAnswers(): (request: Request, exchange: () => Promise<Response>) => Promise<Response> {
  const answers = new Map<string, Answer>();

  const begin = (key: string): Answer => {
    const now = Date.now();
    for (const [old, { until }] of answers) if (until <= now || answers.size >= MAX_ANSWERS) answers.delete(old);
    const answer = { until: now + LIFETIME_MS, body: null };
    answers.set(key, answer);
    return answer;
  };

  return async (request, exchange) => {
    const key = await keyOf(request);
    if (key === null) return exchange();
    const known = answers.get(key);
    if (known && known.until > Date.now()) {
      const body = await settled(known, () => answers.get(key) === known);
      if (body !== null) return tokenResponse(body);
    }
    const answer = begin(key);
    const response = await exchange().catch((error: unknown) => {
      answers.delete(key);
      throw error;
    });
    if (!response.ok) {
      answers.delete(key);
      return response;
    }
    answer.body = await response.clone().text();
    return response;
  };
}

/** Waits for an answer another request is making. It is looked at, not awaited: a promise belongs to its own request. */
async function settled(answer: Answer, alive: () => boolean): Promise<string | null> {
  for (let waited = 0; answer.body === null && alive() && waited < PATIENCE_MS; waited += POLL_MS) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return answer.body;
}

/** A hash of the client's credentials and the body; `null` for anything that is not a refresh. */
async function keyOf(request: Request): Promise<string | null> {
  const body = await request.clone().text();
  if (request.method !== 'POST' || new URLSearchParams(body).get('grant_type') !== 'refresh_token') return null;
  const text = `${request.headers.get('authorization') ?? ''}\n${body}`;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return String.fromCharCode(...new Uint8Array(digest));
}

function tokenResponse(body: string): Response {
  return new Response(body, { headers: { 'content-type': 'application/json', 'cache-control': 'no-store' } });
}
