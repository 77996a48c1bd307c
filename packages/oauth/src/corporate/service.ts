import { type Claims, VerifierUnavailable } from './corporate-tokens.ts';

/** Sends a request to the identity service. */
export type SendToService = (request: Request) => Promise<Response>;

const TIMEOUT_MS = 5_000;
const MAX_BODY = 65_536;

/**
 * Asks the identity service; its JSON object, or the status that is no success. Throws {@link VerifierUnavailable} for
 * anything else. No redirect is followed: it would take the token elsewhere.
 */
export async function askService(
  send: SendToService,
  step: string,
  url: string,
  init: RequestInit,
): Promise<{ readonly status: number; readonly claims: Claims | null }> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const response = await send(new Request(url, { ...init, redirect: 'manual', signal }));
    if (!response.ok) return { status: response.status, claims: null };
    const text = await response.text();
    const body: unknown = text.length <= MAX_BODY ? JSON.parse(text) : null;
    if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new VerifierUnavailable(step);
    return { status: response.status, claims: body as Claims };
  } catch {
    // The error of a failed request may quote the token.
    throw new VerifierUnavailable(step);
  }
}
