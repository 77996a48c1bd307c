import { type DownloadedFile, defineDownload, sha256Hex } from '@aisystant/mcp';
import type { TwinObject } from '../store/twin-object.ts';
import { DOWNLOAD_PATH } from '../tools/rights/export-my-data.ts';

const LINK = /^([0-9a-f]{64})\.([A-Za-z0-9_-]{43})$/;

/** What of the bindings a download needs. */
interface Twins {
  readonly TWIN: DurableObjectNamespace<TwinObject>;
}

/** `/export/…`: a learner's data for whoever has the link, once. The link says which twin, and proves the right. */
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
    // An address that this server never gave.
    if (error instanceof TypeError) return null;
    throw error;
  }
}
