import { type Bitrix24, createBitrix24, seedPortal } from '../index.ts';

/** When the data are of. */
export const NOW = Date.parse('2026-11-28T09:00:00Z');
/** Where the portal is. */
export const ORIGIN = 'http://localhost:8782';
/** Path of a webhook that may read everything. */
export const HOOK = '/rest/1/secret';

/** A portal with two webhooks and an application. */
export function newPortal(now: () => number = () => NOW): Bitrix24 {
  const webhooks = [
    { userId: 1, secret: 'secret', scopes: ['crm', 'task', 'user', 'department'] },
    { userId: 3, secret: 'narrow', scopes: ['crm'] },
  ];
  const application = { clientId: 'app', clientSecret: 'hush', redirectUri: 'http://localhost:8793/linked' };
  return createBitrix24({ origin: ORIGIN, portal: seedPortal(NOW), webhooks, application, now });
}

/** Calls a portal, which may be another one at each call. */
export function callerOf(portal: () => Bitrix24) {
  const post = async (path: string, body: object = {}, headers: Readonly<Record<string, string>> = {}) => {
    const request = new Request(`${ORIGIN}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    const response = await portal().fetch(request);
    return { status: response.status, headers: response.headers, json: await jsonOf(response) };
  };
  const list = async (method: string, body: object = {}) => (await post(`${HOOK}/${method}`, body)).json;
  return { post, list };
}

/** What an answer says; null where it is no JSON. */
export async function jsonOf(response: Response) {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
