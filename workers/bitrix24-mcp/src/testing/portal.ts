import { type Bitrix24, type Bitrix24Options, createBitrix24, seedPortal } from '@aisystant/simulators/bitrix24';

/** When the data of the tests are of. */
export const SEED_MS = Date.parse('2026-11-28T09:00:00Z');

/** The webhook of the tests: that of the local variables. */
const WEBHOOK = { userId: 1, secret: 'localwebhook', scopes: ['crm', 'task', 'user', 'department'] };
/** The application of the local variables. */
export const APPLICATION = { clientId: 'local.bitrix24-mcp', clientSecret: 'local-application-secret' };
const ORIGIN = 'http://localhost:8782';
/** Address of the webhook. */
export const WEBHOOK_URL = `${ORIGIN}/rest/${WEBHOOK.userId}/${WEBHOOK.secret}`;
const UNLIMITED = { burst: 1_000_000, perSecond: 1_000_000 };

/** A simulated portal without limits, whose clock is that of the test. */
export function testPortal(options: Partial<Bitrix24Options> = {}): Bitrix24 {
  return createBitrix24({
    origin: ORIGIN,
    portal: seedPortal(SEED_MS),
    webhooks: [WEBHOOK],
    application: { ...APPLICATION, redirectUri: 'http://localhost:8793/account/linked' },
    rate: UNLIMITED,
    costOf: () => 0,
    ...options,
  });
}

/** The e-mail of a person of the portal by their login. */
export const emailOf = (login: string): string => `${login}@example.test`;
