import { type Bitrix24, type Bitrix24Options, createBitrix24, seedPortal } from '@aisystant/simulators/bitrix24';
import { vi } from 'vitest';

/** When the data of the tests are of. */
export const SEED_MS = Date.parse('2026-11-28T09:00:00Z');

/** The webhook of the tests: that of the local variables. */
const WEBHOOK = { userId: 1, secret: 'localwebhook', scopes: ['crm', 'task', 'user', 'department'] };
const ORIGIN = 'http://localhost:8782';
const UNLIMITED = { burst: 1_000_000, perSecond: 1_000_000 };

/** A simulated portal without limits, whose clock is that of the test. */
export function testPortal(options: Partial<Bitrix24Options> = {}): Bitrix24 {
  return createBitrix24({
    origin: ORIGIN,
    portal: seedPortal(SEED_MS),
    webhooks: [WEBHOOK],
    rate: UNLIMITED,
    costOf: () => 0,
    ...options,
  });
}

/** Puts a portal in the place of the network; requests to elsewhere go where they went. */
export function serveInPlaceOfNetwork(portal: Pick<Bitrix24, 'fetch'>): void {
  vi.unstubAllGlobals();
  const network = globalThis.fetch;
  vi.stubGlobal('fetch', (input: RequestInfo, init?: RequestInit) => {
    const request = new Request(input, init);
    // At any port of this machine: a portal may move.
    if (!/^http:\/\/localhost:\d+\/rest\//.test(request.url)) return network(request);
    return Promise.race([portal.fetch(request), abortOf(input instanceof Request ? input.signal : null)]);
  });
}

/** Rejects when a request is given up, as the network does. */
function abortOf(signal: AbortSignal | null): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** The e-mail of a person of the portal by their login. */
export const emailOf = (login: string): string => `${login}@example.test`;
