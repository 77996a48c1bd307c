import * as z from 'zod';
import { type LearnerServices, withdrawnScopes } from './learner-services.ts';
import type { ConsentState } from './rights-store.ts';

/** The scopes of a server, each with what it lets an app do, in Russian. */
export type ScopeWords<Scope extends string> = Readonly<Record<Scope, string>>;

/** Scopes of one client. */
export interface ClientConsent<Scope extends string> {
  readonly allowed: Scope[];
  readonly withdrawn: Scope[];
  /** When the learner consented, RFC 3339; null when the token does not say. */
  readonly granted_at: string | null;
}

/** Output fields of a {@link ClientConsent}. */
export const consentFields = <Scope extends string>(scopes: readonly Scope[]) => ({
  allowed: z.array(z.enum(scopes)),
  withdrawn: z.array(z.enum(scopes)),
  granted_at: z.string().nullable(),
});

/** Input of a tool that withdraws scopes. Only a new sign-in gives them back. */
export const withdrawalInput = <Scope extends string>(scopes: readonly Scope[]) =>
  z.strictObject({ scopes: z.array(z.enum(scopes)).min(1).max(scopes.length), decision: z.literal('withdraw') });

type AnyServices = LearnerServices<string, ConsentState>;

/** What the calling client may do. */
export async function consentOf<Scope extends string>(
  known: readonly Scope[],
  services: Omit<AnyServices, 'rights'>,
): Promise<ClientConsent<Scope>> {
  const withdrawn = await withdrawnScopes(services);
  const { scopes, consentedAtMs } = services;
  return {
    allowed: known.filter((scope) => scopes.includes(scope) && !withdrawn.includes(scope)),
    withdrawn: known.filter((scope) => withdrawn.includes(scope)),
    granted_at: consentedAtMs === 0 ? null : new Date(consentedAtMs).toISOString(),
  };
}

/** Withdraws scopes from the calling client; what it may do afterwards. */
export async function withdrawConsent<Scope extends string>(
  known: readonly Scope[],
  scopes: readonly Scope[],
  services: AnyServices,
  nowMs: number,
): Promise<ClientConsent<Scope>> {
  const { rights, clientId } = services;
  await rights.withdraw(scopes, { clientId, nowMs });
  const settings = await rights.settings(clientId);
  return consentOf(known, { ...services, settings: async () => settings });
}

/** «Приложению можно: читать.» */
export function allowedLine<Scope extends string>(scopes: readonly Scope[], words: ScopeWords<Scope>): string {
  return scopes.length === 0 ? 'Приложению ничего не разрешено.' : `Приложению можно: ${inWords(scopes, words)}.`;
}

/** «Ученик забрал разрешение: записывать.»; empty when nothing is withdrawn. */
export function withdrawnLine<Scope extends string>(scopes: readonly Scope[], words: ScopeWords<Scope>): string {
  return scopes.length === 0 ? '' : `Ученик забрал разрешение: ${inWords(scopes, words)}.`;
}

const inWords = <Scope extends string>(scopes: readonly Scope[], words: ScopeWords<Scope>) =>
  scopes.map((scope) => words[scope]).join(', ');
