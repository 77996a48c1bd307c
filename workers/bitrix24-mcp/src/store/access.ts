import { err, ok, type Result } from '@aisystant/mcp/result';
import { foldEmail } from '@aisystant/oauth/email';
import { parseWebhook, type Webhook } from '../domain/access/webhook.ts';
import type { PortalPace } from './policy.ts';

/** The variables that say how the portal is reached. */
export interface AccessVariables {
  /** `webhook`. */
  readonly BITRIX_ACCESS: string;
  /** The whole address of a webhook, or the portal's `…/rest`. */
  readonly BITRIX_BASE_URL: string;
  /** `user/secret` of a webhook; absent where the address has it. */
  readonly BITRIX_TOKEN?: string;
  /** E-mails of people who reach everything through a webhook, separated by commas. */
  readonly BITRIX_FULL_ACCESS: string;
  /** Requests a second, and at once: `2/40`. */
  readonly BITRIX_PACE: string;
}

/** How the portal is reached. */
export interface Access {
  readonly webhook: Webhook;
  readonly pace: PortalPace;
  readonly fullAccess: readonly string[];
}

/** Reads the variables; the error is a sentence for the operator, without a secret. */
export function readAccess(variables: AccessVariables): Result<Access, string> {
  const [, perSecond = '', burst = ''] = /^(\d{1,4})\/(\d{1,5})$/.exec(variables.BITRIX_PACE) ?? [];
  if (perSecond === '') return err('BITRIX_PACE must be requests a second and at once, such as 2/40.');
  const pace = { perSecond: Number(perSecond), burst: Number(burst) };
  const fullAccess = variables.BITRIX_FULL_ACCESS.split(',')
    .map((email) => foldEmail(email.trim()))
    .filter((email) => email !== '');
  if (variables.BITRIX_ACCESS !== 'webhook') return err('BITRIX_ACCESS must be webhook.');
  const webhook = parseWebhook(variables.BITRIX_BASE_URL, variables.BITRIX_TOKEN ?? '');
  return webhook.ok ? ok({ webhook: webhook.value, pace, fullAccess }) : webhook;
}
