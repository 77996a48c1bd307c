import { err, ok, type Result } from '@aisystant/mcp/result';
import { foldEmail } from '@aisystant/oauth/email';
import { parsePortalRest, parseWebhook, type Webhook } from '../domain/access/webhook.ts';
import type { PortalPace } from './policy.ts';

/** The variables that say how the portal is reached. */
export interface AccessVariables {
  /** `webhook` or `oauth`. */
  readonly BITRIX_ACCESS: string;
  /** The whole address of a webhook, or the portal's `…/rest`. */
  readonly BITRIX_BASE_URL: string;
  /** `user/secret` of a webhook; absent where the address has it, and with accounts. */
  readonly BITRIX_TOKEN?: string;
  /** E-mails of people who reach everything through a webhook, separated by commas. */
  readonly BITRIX_FULL_ACCESS: string;
  /** Requests a second, and at once: `2/40`. */
  readonly BITRIX_PACE: string;
  /** Origin of the authorization server of Bitrix24, the same for all portals in the cloud. */
  readonly BITRIX_OAUTH_URL?: string;
  /** The application that is registered at the portal; with accounts only. */
  readonly BITRIX_CLIENT_ID?: string;
  readonly BITRIX_CLIENT_SECRET?: string;
  /** Encrypts what gives access to accounts. */
  readonly PERSONAL_KEY_SECRET?: string;
}

/** The application through which people link their accounts. */
export interface Application {
  /** The portal's `…/rest`. */
  readonly portal: URL;
  /** Origin of the authorization server. */
  readonly server: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly sealingSecret: string;
}

/** How the portal is reached. */
export type Access = { readonly pace: PortalPace } & (
  | { readonly kind: 'webhook'; readonly webhook: Webhook; readonly fullAccess: readonly string[] }
  | { readonly kind: 'oauth'; readonly application: Application }
);

const SHORTEST_SEALING_SECRET = 32;

/** Reads the variables; the error is a sentence for the operator, without a secret. */
export function readAccess(variables: AccessVariables): Result<Access, string> {
  const [, perSecond = '', burst = ''] = /^([1-9]\d{0,3})\/([1-9]\d{0,4})$/.exec(variables.BITRIX_PACE) ?? [];
  if (perSecond === '') return err('BITRIX_PACE must be requests a second and at once, such as 2/40.');
  const pace = { perSecond: Number(perSecond), burst: Number(burst) };
  switch (variables.BITRIX_ACCESS) {
    case 'webhook': {
      const webhook = parseWebhook(variables.BITRIX_BASE_URL, variables.BITRIX_TOKEN ?? '');
      const fullAccess = variables.BITRIX_FULL_ACCESS.split(',')
        .map((email) => foldEmail(email.trim()))
        .filter((email) => email !== '');
      return webhook.ok ? ok({ kind: 'webhook', webhook: webhook.value, pace, fullAccess }) : webhook;
    }
    case 'oauth': {
      const application = readApplication(variables);
      return application.ok ? ok({ kind: 'oauth', application: application.value, pace }) : application;
    }
    default:
      return err('BITRIX_ACCESS must be webhook or oauth.');
  }
}

/** Reads what belongs to linked accounts, whatever `BITRIX_ACCESS` says. */
export function readApplication({
  BITRIX_BASE_URL,
  BITRIX_OAUTH_URL: server = '',
  BITRIX_CLIENT_ID: clientId = '',
  BITRIX_CLIENT_SECRET: clientSecret = '',
  PERSONAL_KEY_SECRET: sealingSecret = '',
}: AccessVariables): Result<Application, string> {
  const portal = parsePortalRest(BITRIX_BASE_URL);
  if (!portal.ok) return portal;
  if (!URL.canParse(server) || new URL(server).origin !== server) return err('BITRIX_OAUTH_URL must be an origin.');
  if (portal.value.protocol === 'https:' && !server.startsWith('https:')) {
    return err('BITRIX_OAUTH_URL must begin with https://.');
  }
  if (clientId === '' || clientSecret === '') {
    return err('BITRIX_CLIENT_ID and BITRIX_CLIENT_SECRET must be those of the application at the portal.');
  }
  if (sealingSecret.length < SHORTEST_SEALING_SECRET) {
    return err(`PERSONAL_KEY_SECRET must have at least ${SHORTEST_SEALING_SECRET} characters.`);
  }
  return ok({ portal: portal.value, server, clientId, clientSecret, sealingSecret });
}
