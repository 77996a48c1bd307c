import { defineDownload, sha256Hex } from '@aisystant/mcp';
import type { Database } from '@aisystant/mcp/d1';
import type { McpEnv } from '@aisystant/mcp/worker';
import { redeemExport } from '../store/d1-rights-store.ts';

/** Path of the links to a copy. */
export const EXPORT_PATH = '/export/';

/** The bindings of a download. */
interface Stores extends Pick<McpEnv, 'ACTIVITY'> {
  readonly DB: Database;
}

/** `/export/…`: what a person wrote and called, behind a one-use link. Its ticket is of the whole link, with the address of the calls. */
export const download = defineDownload<Stores>({
  path: EXPORT_PATH,
  async redeem(link, { DB, ACTIVITY }, now) {
    const json = await redeemExport(DB, await sha256Hex(link), now);
    if (json === null || json === 'used') return json;
    const [address = ''] = link.split('.');
    const call = await ACTIVITY.get(ACTIVITY.idFromName(address)).all(now);
    const body = new Blob([json.slice(0, -1), `,"call":${JSON.stringify(call)}}`]).stream();
    return { name: 'requirements.json', mime: 'application/json', body };
  },
});
