import type { TwinObject } from '../store/twin-object.ts';
import { DOWNLOAD_PATH } from '../tools/export-my-data.ts';
import { hashOf } from '../tools/secret.ts';

const LINK = /^([0-9a-f]{64})\.([A-Za-z0-9_-]{43})$/;

/** `GET /export/…`: gives a learner's data to whoever has the link, once. Whatever is wrong with it, it is not there. */
export async function download(request: Request, twins: DurableObjectNamespace<TwinObject>): Promise<Response | null> {
  if (!URL.canParse(request.url)) return null;
  const { pathname } = new URL(request.url);
  if (!pathname.startsWith(DOWNLOAD_PATH)) return null;
  const headers = {
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
  const [, address = '', secret = ''] = LINK.exec(pathname.slice(DOWNLOAD_PATH.length)) ?? [];
  // A preview of a chat asks with HEAD; only a GET uses the link up.
  const data = request.method === 'GET' && address !== '' ? await redeemed(twins, address, secret) : null;
  if (data === null) return new Response('Ссылка уже использована или устарела.', { status: 404, headers });
  return new Response(data, {
    headers: {
      ...headers,
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': 'attachment; filename="digital-twin.json"',
    },
  });
}

async function redeemed(twins: DurableObjectNamespace<TwinObject>, address: string, secret: string) {
  try {
    return await twins.get(twins.idFromString(address)).redeem(await hashOf(secret), Date.now());
  } catch (error) {
    // An address that this server never gave.
    if (error instanceof TypeError) return null;
    throw error;
  }
}
