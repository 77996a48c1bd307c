import { type DownloadedFile, defineDownload, sha256Hex } from '@aisystant/mcp';
import type { TwinStorage } from '../store/twin-storage.ts';
import { DOWNLOAD_PATH } from '../tools/rights/export-my-data.ts';

const LINK = /^([0-9a-f]{64})\.([A-Za-z0-9_-]{43})$/;

/** The bindings of a download. */
interface Twins {
  readonly TWIN: DurableObjectNamespace<TwinStorage>;
}

/** `/export/…`: a learner's data behind a one-time link. The link contains the address of the twin and a secret. */
export const download = defineDownload<Twins>({
  path: DOWNLOAD_PATH,
  async redeem(link, { TWIN }, now): Promise<DownloadedFile | null> {
    const [, address = '', secret = ''] = LINK.exec(link) ?? [];
    const body = address === '' ? null : await redeemed(TWIN, address, secret, now);
    return body && { name: 'digital-twin.json', mime: 'application/json', body };
  },
});

async function redeemed(twins: Twins['TWIN'], address: string, secret: string, now: number) {
  try {
    return await twins.get(twins.idFromString(address)).redeem(await sha256Hex(secret), now);
  } catch (error) {
    // The address is not a valid object id.
    if (error instanceof TypeError) return null;
    throw error;
  }
}
