import { type Dependency, signedIn } from '@aisystant/mcp';
import type { Principal } from '@aisystant/oauth';
import { consoleLog } from '@aisystant/oauth/log';
import { type Pace, systemIo, type Upstream } from '@aisystant/upstream';
import { applicationDependencies } from '../account/application-dependencies.ts';
import type { AccountNamespace } from '../account/linked-account.ts';
import type { Texts } from '../domain/texts.ts';
import type { BitrixServices } from '../services.ts';
import { type Access, type AccessVariables, readAccess } from './access.ts';
import { accountPortal } from './account-portal.ts';
import { bitrixPortal } from './bitrix-portal.ts';
import { bitrixPolicy } from './policy.ts';
import { portalDependency } from './portal-dependency.ts';

/** The objects that pace the calls of portals, one each. */
export interface PaceNamespace {
  getByName(name: string): Pace;
}

/** What a portal is connected with. */
export interface PortalEnv extends AccessVariables {
  readonly BASE_URL: string;
  readonly BITRIX_INSTANCE_NAME: string;
  readonly PACE: PaceNamespace;
  readonly ACCOUNT: AccountNamespace;
}

const SERVER = 'bitrix24-mcp';

/** The services of a call: the portal through the webhook of the deployment, or through the account of the caller. */
export function connectPortal(env: PortalEnv, user: Principal | null, texts: Texts): BitrixServices {
  const read = readAccess(env);
  // A wrong configuration was refused before any call.
  if (!read.ok) throw new TypeError(read.error);
  const access = read.value;
  return {
    fullAccess: access.kind === 'webhook' ? access.fullAccess : [],
    instanceName: env.BITRIX_INSTANCE_NAME === '' ? null : env.BITRIX_INSTANCE_NAME,
    texts,
    async portal({ log }) {
      const upstreamWith = upstreamOf(access, env, log);
      if (access.kind === 'webhook') {
        const { host, userId, secret } = access.webhook;
        return bitrixPortal({ key: `${host} ${userId}`, upstream: upstreamWith(secret) });
      }
      const { userId } = signedIn(user);
      const account = env.ACCOUNT.getByName(userId);
      const page = `${env.BASE_URL}/account`;
      return accountPortal({ userId, page, upstreamWith, access: (spent) => account.access(userId, spent) });
    },
  };
}

/** The portal, as the doctor asks about it, and where people link accounts the application. */
export function portalDependencies(env: PortalEnv): readonly Dependency[] {
  const read = readAccess(env);
  if (!read.ok) return [];
  const access = read.value;
  const upstreamWith = upstreamOf(access, env, consoleLog);
  if (access.kind === 'webhook') return [portalDependency(upstreamWith(access.webhook.secret))];
  return applicationDependencies(access.application, {
    upstream: upstreamWith(''),
    paceOf: (host) => env.PACE.getByName(host),
  });
}

/** The portal, called with a secret that must not leave. */
function upstreamOf(access: Access, { PACE }: PortalEnv, log: Upstream['log']): (secret: string) => Upstream<'batch'> {
  const url = new URL(access.kind === 'webhook' ? access.webhook.baseUrl : access.application.portal);
  return (secret) => ({
    policy: bitrixPolicy(access.pace, url.hostname),
    target: { baseUrl: url.href, headers: {}, secrets: [secret] },
    pace: PACE.getByName(url.host),
    io: systemIo,
    log,
    server: SERVER,
  });
}
