import { defineServer } from '@aisystant/mcp';
import { exportDownload } from '@aisystant/mcp/learner-store';
import { routedTwin } from './move/routed-twin.ts';
import { type DtEnv, server } from './server.ts';
import type { DtServices } from './services.ts';
import { checkSurrealDbEnv, type SurrealDbEnv } from './store/surrealdb/config.ts';
import { admitHere, LearnerSession } from './store/surrealdb/learner-session.ts';
import { redeemExport } from './store/surrealdb/rights-records.ts';

/** Bindings of dt-mcp over SurrealDB. */
export interface SurrealDbServerEnv extends DtEnv, SurrealDbEnv {}

/** dt-mcp with the twins in SurrealDB: the operations run in the Worker. Twins that were not moved yet are in their objects. */
export const serverOnSurrealDb = defineServer<SurrealDbServerEnv, DtServices>({
  ...server,
  checkEnv: checkSurrealDbEnv,
  dataObject: ({ scope }, { userId }, env) => (scope === null ? null : routedTwin(userId, env)),
  downloads: [
    exportDownload<SurrealDbServerEnv>('digital-twin', (env, address) => ({
      redeem: (...link) => redeem(env, address, link),
    })),
  ],
});

/** The link itself is the permission, and ends with the consent that it was given on. */
const OF_LINK = { clientId: '', consentedAtMs: Number.POSITIVE_INFINITY, scope: null };

type Link = Parameters<ReturnType<typeof twinAt>['redeem']>;

const twinAt = ({ TWIN }: SurrealDbServerEnv, address: string) => TWIN.get(TWIN.idFromString(address));

/** The address is that of the records or of an object. Throws `TypeError` for one that leads nowhere. */
async function redeem(env: SurrealDbServerEnv, address: string, link: Link): ReturnType<typeof redeemExport> {
  const [hash, format, nowMs, added = {}] = link;
  let isAbsent = false;
  const admit = admitHere(() => {
    isAbsent = true;
  });
  try {
    return await redeemExport(new LearnerSession(env, address, OF_LINK, { admit }), hash, { format, nowMs, added });
  } catch (error) {
    if (!isAbsent) throw error;
    return twinAt(env, address).redeem(...link);
  }
}
