import { randomSecret, sha256Hex } from '@aisystant/oauth/secret';
import type { CallContext } from '../define/call-context.ts';
import type { Operation } from '../define/operation.ts';
import { ToolError } from '../define/tool-error.ts';
import { type ConsentState, consentRequired, type ExportFormat, isRevoked, type RightsStore } from './rights-store.ts';

/** Lifetime of a confirmation token. */
const CONFIRMATION_MS = 10 * 60_000;
/** Lifetime of an export link. */
const LINK_MS = 5 * 60_000;
/** Path of export links. */
export const EXPORT_PATH = '/export/';

/** What tools need to know of the caller whose data they work with. */
export interface LearnerServices<Counted extends string, Settings extends ConsentState> {
  readonly rights: RightsStore<Counted, Settings>;
  /** Id of the OAuth client, stored with what it writes. */
  readonly clientId: string;
  /** Scopes of the token. */
  readonly scopes: readonly string[];
  /** The server's origin, without a slash at the end. */
  readonly baseUrl: string;
  /** When the learner consented to this client, epoch ms; 0 when the token does not say. */
  readonly consentedAtMs: number;
  /** Ends all access the caller ever granted at this server: connected apps, personal tokens, sessions. */
  revokeAllAccess(): Promise<void>;
  /** Read once per request. */
  settings(): Promise<Settings>;
}

/** Services of any server with data of learners. */
type AnyLearnerServices = LearnerServices<string, ConsentState>;

/** Scopes that the learner withdrew from this client since the consent of its token. Only a new sign-in restores them. */
export async function withdrawnScopes({
  settings,
  scopes,
  clientId,
  consentedAtMs,
}: Omit<AnyLearnerServices, 'rights'>): Promise<string[]> {
  const state = await settings();
  const known = new Set([...scopes, ...state.withdrawn.map(({ scope }) => scope)]);
  return [...known].filter((scope) => isRevoked({ clientId, consentedAtMs, scope }, state));
}

/**
 * Refuses a withdrawn scope; the kit calls it before every handler. The object checks again, in the transaction of each
 * read and write, since a withdrawal may come in between.
 */
export async function requireConsent(
  { scope }: Operation,
  { services }: CallContext<Omit<AnyLearnerServices, 'rights'>>,
): Promise<void> {
  if (scope !== null && (await withdrawnScopes(services)).includes(scope)) throw consentRequired(scope);
}

/** Whether this client has a scope, and the learner has not withdrawn it. */
export async function mayUse(scope: string, services: Omit<AnyLearnerServices, 'rights'>): Promise<boolean> {
  return services.scopes.includes(scope) && !(await withdrawnScopes(services)).includes(scope);
}

/**
 * An erasure: without a confirmation it counts the rows and issues one, with it it erases everything and ends all access.
 * Throws `CONFLICT` for a confirmation that is no longer valid.
 */
export function eraseInTwoSteps<C extends string, S extends ConsentState>(
  confirm: string | undefined,
  services: LearnerServices<C, S>,
  nowMs: number,
) {
  return confirm === undefined ? askForErasure(services, nowMs) : erase(confirm, services, nowMs);
}

/** The first step: nothing is erased. */
async function askForErasure<C extends string, S extends ConsentState>(
  { rights, clientId }: LearnerServices<C, S>,
  nowMs: number,
) {
  const secret = randomSecret();
  const expiresAtMs = nowMs + CONFIRMATION_MS;
  await rights.issueTicket('delete', await sha256Hex(secret), expiresAtMs, { clientId, nowMs });
  return {
    status: 'dry_run' as const,
    counts: await rights.rowCounts(),
    confirmation_token: secret,
    expires_at: new Date(expiresAtMs).toISOString(),
    deleted_at: null,
  };
}

/** The second step. */
async function erase<C extends string, S extends ConsentState>(
  confirm: string,
  { rights, clientId, revokeAllAccess }: LearnerServices<C, S>,
  nowMs: number,
) {
  const erased = await rights.erase(await sha256Hex(confirm), { clientId, nowMs });
  if (erased.status === 'refused') {
    throw new ToolError('CONFLICT', 'Это подтверждение не годится, ничего не удалено.', {
      field: 'confirm',
      hint: 'Вызов без confirm даст новое.',
    });
  }
  // On a repeated call too: the first one may have failed in between.
  await revokeAllAccess();
  return {
    status: 'deleted' as const,
    counts: erased.counts,
    confirmation_token: null,
    expires_at: null,
    deleted_at: new Date(erased.deletedAtMs).toISOString(),
  };
}

/** Issues a one-time link to a copy of all data. */
export async function issueExportLink<C extends string, S extends ConsentState>(
  format: ExportFormat,
  { rights, clientId, baseUrl }: LearnerServices<C, S>,
  nowMs: number,
) {
  const secret = randomSecret();
  const expiresAtMs = nowMs + LINK_MS;
  await rights.issueTicket('export', await sha256Hex(secret), expiresAtMs, { clientId, nowMs });
  return {
    download_url: `${baseUrl}${EXPORT_PATH}${rights.address}.${secret}${format === 'csv' ? '.csv' : ''}`,
    expires_at: new Date(expiresAtMs).toISOString(),
  };
}
