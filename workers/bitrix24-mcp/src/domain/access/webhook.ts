import { err, ok, type Result } from '@aisystant/mcp/result';

/** An incoming webhook. Its address alone gives its rights. */
export interface Webhook {
  /** `https://portal.bitrix24.ru/rest/1/secret`. */
  readonly baseUrl: string;
  readonly secret: string;
  /** Whose rights it has. */
  readonly userId: string;
  /** Host of the portal, which is no secret. */
  readonly host: string;
}

const WEBHOOK_PATH = /^\/rest\/(\d+)\/([A-Za-z0-9]+)$/;
const TOKEN = /^\d+\/[A-Za-z0-9]+$/;

/**
 * Reads a webhook: its whole address, or the portal's `…/rest` and `user/secret`. The error is a sentence for the operator,
 * without a secret.
 */
export function parseWebhook(baseUrl: string, token: string): Result<Webhook, string> {
  const base = parsePortal(baseUrl);
  if (!base.ok) return base;
  const { url } = base.value;
  const path = url.pathname.replace(/\/+$/, '');
  if (WEBHOOK_PATH.test(path) && token === '') return ok(webhook(url, path));
  if (path !== '/rest') {
    return err(
      'BITRIX_BASE_URL must be the whole address of a webhook (https://portal/rest/1/secret) or end with /rest.',
    );
  }
  if (TOKEN.test(token)) return ok(webhook(url, `/rest/${token}`));
  return err(
    'BITRIX_TOKEN must be "user/secret", such as 1/abc, where BITRIX_BASE_URL ends with /rest; a key without its user is no webhook.',
  );
}

/** The portal's `…/rest`, through which people read with accounts of their own. The error is a sentence for the operator. */
export function parsePortalRest(baseUrl: string): Result<URL, string> {
  const base = parsePortal(baseUrl);
  if (!base.ok) return base;
  const { origin, pathname } = base.value.url;
  const isRest = pathname.replace(/\/+$/, '') === '/rest';
  // A new address: an empty query or fragment would remain in the old one, and swallow the path of a method.
  return isRest
    ? ok(new URL('/rest', origin))
    : err('BITRIX_BASE_URL must end with /rest where BITRIX_ACCESS is oauth.');
}

/** The origin of a portal; plain HTTP only on this machine. */
function parsePortal(baseUrl: string): Result<{ readonly url: URL }, string> {
  if (!URL.canParse(baseUrl)) return err('BITRIX_BASE_URL is no address.');
  const url = new URL(baseUrl);
  const isLocal = ['localhost', '127.0.0.1'].includes(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal))
    return err('BITRIX_BASE_URL must begin with https://.');
  if ([url.search, url.hash, url.username, url.password].some((part) => part !== ''))
    return err('BITRIX_BASE_URL has no query, no fragment, no user name and no password.');
  return ok({ url });
}

function webhook({ origin, host }: URL, path: string): Webhook {
  const [, userId = '', secret = ''] = WEBHOOK_PATH.exec(path) ?? [];
  return { baseUrl: `${origin}${path}`, secret, userId, host };
}
