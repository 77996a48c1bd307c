import type { Bitrix24 } from '@aisystant/simulators/bitrix24';
import { vi } from 'vitest';

/** Puts a portal in the place of the network; requests to elsewhere go where they went, or to `elsewhere`. */
export function serveInPlaceOfNetwork(portal: Pick<Bitrix24, 'fetch'>, elsewhere?: typeof fetch): void {
  vi.unstubAllGlobals();
  const network = elsewhere ?? globalThis.fetch;
  vi.stubGlobal('fetch', (input: RequestInfo, init?: RequestInit) => {
    const request = new Request(input, init);
    // At any port of this machine: a portal may move.
    if (!/^http:\/\/localhost:\d+\/(rest|oauth\/token)\//.test(request.url)) return network(request);
    return Promise.race([portal.fetch(request), abortOf(input instanceof Request ? input.signal : null)]);
  });
}

/** Rejects when a request is given up, as the network does. */
function abortOf(signal: AbortSignal | null): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
