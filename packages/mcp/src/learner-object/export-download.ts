import type { SignInEnv } from '@aisystant/oauth';
import { sha256Hex } from '@aisystant/oauth/secret';
import { type Download, type DownloadedFile, defineDownload } from '../define/download.ts';
import { EXPORT_PATH } from './learner-services.ts';
import type { AddedRows, ExportFormat } from './rights-store.ts';

/** The address of the storage, the secret with that of the calls, and the ending. */
const LINK = /^([0-9a-f]{64})\.(([0-9a-f]{64})\.[A-Za-z0-9_-]{43})(\.csv)?$/;

/** The storage of a learner, as far as a link leads to it. */
interface ExportStorage {
  redeem(
    hash: string,
    format: ExportFormat,
    nowMs: number,
    added: AddedRows,
  ): Promise<ReadableStream<Uint8Array> | 'used' | null>;
}

/**
 * `/export/…`: a learner's data and calls behind a one-time link. The link contains the addresses of both, a secret, and for CSV
 * the ending of the file, which is named `name`. `storageAt` throws `TypeError` for an address that leads nowhere.
 */
export function exportDownload<Env extends Pick<SignInEnv, 'ACTIVITY'>>(
  name: string,
  storageAt: (env: Env, address: string) => ExportStorage,
): Download<Env> {
  const files = {
    json: { name: `${name}.json`, mime: 'application/json' },
    csv: { name: `${name}.csv`, mime: 'text/csv' },
  } as const;
  return defineDownload<Env>({
    path: EXPORT_PATH,
    async redeem(link, env, now): Promise<DownloadedFile | 'used' | null> {
      const [, address = '', secret = '', callsAt = '', ending] = LINK.exec(link) ?? [];
      const format = ending === undefined ? 'json' : 'csv';
      if (address === '') return null;
      const storage = storageOrNull(() => storageAt(env, address));
      if (!storage) return null;
      const { ACTIVITY } = env;
      const calls = await ACTIVITY.get(ACTIVITY.idFromName(callsAt)).all(now);
      const call = calls.map((entry) => ({ ...entry }));
      const body = await storage.redeem(await sha256Hex(secret), format, now, { call });
      return body === null || body === 'used' ? body : { ...files[format], body };
    },
  });
}

function storageOrNull(storageAt: () => ExportStorage): ExportStorage | null {
  try {
    return storageAt();
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
