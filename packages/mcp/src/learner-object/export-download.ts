import { sha256Hex } from '@aisystant/oauth/secret';
import { type Download, type DownloadedFile, defineDownload } from '../define/download.ts';
import { EXPORT_PATH } from './learner-services.ts';
import type { ExportFormat } from './rights-store.ts';

const LINK = /^([0-9a-f]{64})\.([A-Za-z0-9_-]{43})(\.csv)?$/;

/** The part of a learner's object that a link leads to. */
interface Exporting extends Rpc.DurableObjectBranded {
  redeem(hash: string, format: ExportFormat, nowMs: number): ReadableStream<Uint8Array> | 'used' | null;
}

/**
 * `/export/…`: a learner's data behind a one-time link. The link contains the address of the object, a secret, and for CSV
 * the ending of the file, which is named `name`.
 */
export function exportDownload<Env>(
  name: string,
  objectsOf: (env: Env) => DurableObjectNamespace<Exporting>,
): Download<Env> {
  const files = {
    json: { name: `${name}.json`, mime: 'application/json' },
    csv: { name: `${name}.csv`, mime: 'text/csv' },
  } as const;
  return defineDownload<Env>({
    path: EXPORT_PATH,
    async redeem(link, env, now): Promise<DownloadedFile | 'used' | null> {
      const [, address = '', secret = '', ending] = LINK.exec(link) ?? [];
      const format = ending === undefined ? 'json' : 'csv';
      const body = address === '' ? null : await redeemed(objectsOf(env), { address, secret, format, now });
      return body === null || body === 'used' ? body : { ...files[format], body };
    },
  });
}

async function redeemed(
  objects: DurableObjectNamespace<Exporting>,
  link: { readonly address: string; readonly secret: string; readonly format: ExportFormat; readonly now: number },
) {
  const { address, secret, format, now } = link;
  try {
    return await objects.get(objects.idFromString(address)).redeem(await sha256Hex(secret), format, now);
  } catch (error) {
    // The address is not a valid object id.
    if (error instanceof TypeError) return null;
    throw error;
  }
}
