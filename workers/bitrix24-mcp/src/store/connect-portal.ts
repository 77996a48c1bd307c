import { type Pace, systemIo } from '@aisystant/upstream';
import type { Texts } from '../domain/texts.ts';
import type { BitrixServices } from '../services.ts';
import { type AccessVariables, readAccess } from './access.ts';
import { bitrixPortal } from './bitrix-portal.ts';
import { bitrixPolicy } from './policy.ts';

/** The objects that pace the calls of portals, one each. */
export interface PaceNamespace {
  getByName(name: string): Pace;
}

/** What a portal is connected with. */
export interface PortalEnv extends AccessVariables {
  readonly BITRIX_INSTANCE_NAME: string;
  readonly PACE: PaceNamespace;
}

const SERVER = 'bitrix24-mcp';

/** The services of a call: the portal through the webhook of the deployment. */
export function connectPortal(env: PortalEnv, texts: Texts): BitrixServices {
  const access = readAccess(env);
  // A wrong configuration was refused before any call.
  if (!access.ok) throw new TypeError(access.error);
  const { webhook, pace, fullAccess } = access.value;
  return {
    fullAccess,
    instanceName: env.BITRIX_INSTANCE_NAME === '' ? null : env.BITRIX_INSTANCE_NAME,
    texts,
    async portal({ log }) {
      const target = { baseUrl: webhook.baseUrl, headers: {}, secrets: [webhook.secret] };
      const upstream = {
        policy: bitrixPolicy(pace, new URL(webhook.baseUrl).hostname),
        target,
        pace: env.PACE.getByName(webhook.host),
        io: systemIo,
        log,
        server: SERVER,
      };
      return bitrixPortal({ key: `${webhook.host} ${webhook.userId}`, isAccount: false, upstream, auth: {} });
    },
  };
}
