import { defineDownload, sha256Hex } from '@aisystant/mcp';
import { redeemExport } from '../store/d1-rights-store.ts';
import type { Database } from '../store/database.ts';

/** Path of the links to a copy. */
export const EXPORT_PATH = '/export/';

/** `/export/…`: what a person wrote, behind a one-use link. */
export const download = defineDownload<{ readonly DB: Database }>({
  path: EXPORT_PATH,
  async redeem(secret, { DB }, now) {
    const json = await redeemExport(DB, await sha256Hex(secret), now);
    if (json === null || json === 'used') return json;
    const body = new Blob([json]).stream();
    return { name: 'requirements.json', mime: 'application/json', body };
  },
});
