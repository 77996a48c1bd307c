import { type DownloadedFile, defineDownload, sha256Hex } from '@aisystant/mcp';
import type { ExportFormat } from '../store/rights-store.ts';
import type { TwinStorage } from '../store/twin-storage.ts';
import { DOWNLOAD_PATH } from '../tools/rights/export-my-data.ts';

const LINK = /^([0-9a-f]{64})\.([A-Za-z0-9_-]{43})(\.csv)?$/;

const FILES = {
  json: { name: 'digital-twin.json', mime: 'application/json' },
  csv: { name: 'digital-twin.csv', mime: 'text/csv' },
} as const;

/** The bindings of a download. */
interface Twins {
  readonly TWIN: DurableObjectNamespace<TwinStorage>;
}

/**
 * `/export/…`: a learner's data behind a one-time link. The link contains the address of the twin, a secret, and for CSV
 * the ending of the file.
 */
export const download = defineDownload<Twins>({
  path: DOWNLOAD_PATH,
  async redeem(link, { TWIN }, now): Promise<DownloadedFile | 'used' | null> {
    const [, address = '', secret = '', ending] = LINK.exec(link) ?? [];
    const format = ending === undefined ? 'json' : 'csv';
    const body = address === '' ? null : await redeemed(TWIN, address, secret, format, now);
    return body === null || body === 'used' ? body : { ...FILES[format], body };
  },
});

async function redeemed(twins: Twins['TWIN'], address: string, secret: string, format: ExportFormat, now: number) {
  try {
    return await twins.get(twins.idFromString(address)).redeem(await sha256Hex(secret), format, now);
  } catch (error) {
    // The address is not a valid object id.
    if (error instanceof TypeError) return null;
    throw error;
  }
}
