import { unavailable } from '@aisystant/mcp';
import type { CheckObject } from './check-object.ts';
import type { CheckStore } from './check-store.ts';
import { checkName, newCheckId, seal, unseal } from './sealed-check.ts';

/** The packages of one owner, each in an object of its own. Without a sign-in, who knows the check id is the owner. */
export function objectChecks(objects: DurableObjectNamespace<CheckObject>, owner: string | null): CheckStore {
  const objectOf = async (checkId: string) => objects.get(objects.idFromName(await checkName(checkId, owner)));
  return {
    async open(check) {
      const checkId = newCheckId();
      const object = await objectOf(checkId);
      await object.open(await seal(check, checkId)).catch(unavailable);
      return checkId;
    },
    async find(checkId, nowMs) {
      const object = await objectOf(checkId);
      const kept = await object.find().catch(unavailable);
      if (kept === null) return { status: 'unknown' };
      if (kept.status !== 'open') return { status: kept.status };
      if (kept.check.expiresAtMs <= nowMs) return { status: 'expired' };
      return { status: 'open', check: await unseal(kept.check, checkId) };
    },
    accept: async (checkId, grades) => (await objectOf(checkId)).accept(grades).catch(unavailable),
    use: async (checkId) => (await objectOf(checkId)).use().catch(unavailable),
  };
}
