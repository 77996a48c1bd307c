import type { GrantNamespace, SignInEnv } from '../config.ts';
import { createGrant, type Grant } from '../grant/grant.ts';
import type { Log } from '../log.ts';
import { memoryStorage } from './memory-storage.ts';

/** The objects of all grants in memory, for an environment that the Worker under test does not have. */
export function grantsInMemory(env: SignInEnv, log: Log): GrantNamespace {
  const grants = new Map<string, Grant>();
  return {
    idFromName: (name) => name as unknown as DurableObjectId,
    get(id) {
      const grant = grants.get(String(id)) ?? createGrant(env, memoryStorage(), log);
      grants.set(String(id), grant);
      return grant;
    },
  };
}
