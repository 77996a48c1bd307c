import type { Bitrix24, Bitrix24Options } from '@aisystant/simulators/bitrix24';
import { createPacer, type Upstream } from '@aisystant/upstream';
import { type VirtualClock, virtualClock } from '@aisystant/upstream/testing/clock';
import { bitrixPortal } from '../store/bitrix-portal.ts';
import { bitrixPolicy, type PortalPace } from '../store/policy.ts';
import type { PortalStore } from '../store/portal-store.ts';
import { SEED_MS, testPortal, WEBHOOK_URL } from './portal.ts';

/** A portal whose time and limits are virtual, and the server's way to it, at its pace. */
export interface PacedPortal {
  readonly clock: VirtualClock;
  readonly portal: Bitrix24;
  readonly store: PortalStore;
  /** Waits for a promise in virtual time. */
  wait<T>(promise: Promise<T>): Promise<T>;
  /** Sends a request to the portal, so that {@link wait} knows of it. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Requests that the portal has refused as too many. */
  readonly refusals: () => number;
}

/** Makes a portal and a fresh pacer of it. */
export function pacedPortal(pace: PortalPace, options: Partial<Bitrix24Options> = {}): PacedPortal {
  const clock = virtualClock(SEED_MS);
  const portal = testPortal({ now: clock.now, ...options });
  let open = 0;
  let refused = 0;
  const fetch = async (request: Request) => {
    open += 1;
    const response = await portal.fetch(request).finally(() => {
      open -= 1;
    });
    if (response.status === 503) refused += 1;
    return response;
  };
  let state: Parameters<Parameters<typeof createPacer>[0]['save']>[0] | undefined;
  const upstream: Upstream<'batch'> = {
    policy: bitrixPolicy(pace, new URL(WEBHOOK_URL).hostname),
    target: { baseUrl: WEBHOOK_URL, headers: {}, secrets: [] },
    pace: createPacer({
      ...clock,
      newId: () => crypto.randomUUID(),
      load: () => state,
      save: (next) => {
        state = next;
      },
    }),
    io: {
      fetch,
      now: clock.now,
      random: () => 0.5,
      sleep: (ms) => new Promise((resolve) => clock.after(ms, resolve)),
    },
    log: () => {},
    server: 'bitrix24-mcp',
  };
  return {
    clock,
    portal,
    store: bitrixPortal({ key: crypto.randomUUID(), upstream }),
    wait: (promise) => clock.runUntil(promise, () => open === 0),
    fetch,
    refusals: () => refused,
  };
}
