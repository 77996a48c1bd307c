import type { SignInEnv } from '@aisystant/oauth';
import type { ActivityEntry } from '@aisystant/oauth/activity';
import { callsAddress } from '@aisystant/oauth/calls-address';
import { randomSecret, sha256Hex } from '@aisystant/oauth/secret';
import type { CallContext } from '../define/call-context.ts';
import { unavailable } from '../define/data-object.ts';
import { RESOURCE_CHARACTERS } from '../define/limits.ts';
import type { Operation } from '../define/operation.ts';
import { signedIn } from '../define/server.ts';
import { ToolError } from '../define/tool-error.ts';
import { deleteInTwoSteps } from '../define/two-step-deletion.ts';
import { type ConsentState, consentRequired, type ExportFormat, isRevoked, type RightsStore } from './rights-store.ts';

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
  /** What is kept of the calls of apps to this server in the caller's name, newest first. */
  calls(nowMs: number): Promise<readonly ActivityEntry[]>;
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

/** An erasure of everything in two steps, see {@link deleteInTwoSteps}; it also ends all access. */
export function eraseInTwoSteps<C extends string, S extends ConsentState>(
  confirm: string | undefined,
  { rights, clientId, revokeAllAccess }: LearnerServices<C, S>,
  nowMs: number,
) {
  const writer = { clientId, nowMs };
  return deleteInTwoSteps(confirm, nowMs, {
    issue: (hash, expiresAtMs) => rights.issueTicket('delete', hash, expiresAtMs, writer),
    counts: () => rights.rowCounts(),
    async delete(hash) {
      const erased = await rights.erase(hash, writer);
      if (erased.status === 'refused') return null;
      // On a repeated call too: the first one may have failed in between.
      await revokeAllAccess();
      return erased;
    },
  });
}

/** Reads the calls of a person where they are kept. */
export const callsOf =
  ({ ACTIVITY }: Pick<SignInEnv, 'ACTIVITY'>, userId: string) =>
  async (nowMs: number): Promise<readonly ActivityEntry[]> =>
    ACTIVITY.get(ACTIVITY.idFromName(await callsAddress(userId)))
      .all(nowMs)
      .catch(unavailable);

/**
 * A copy of all data of a learner and of their calls as one text. Throws `INVALID_ARGUMENT` where it is too long for that; the tool with
 * the wire name `linkTool` gives it then.
 */
export async function exportText<C extends string, S extends ConsentState>(
  { rights, calls }: LearnerServices<C, S>,
  nowMs: number,
  linkTool: string,
): Promise<string> {
  const call = (await calls(nowMs)).map((entry) => ({ ...entry }));
  const text = await rights.exportJson(RESOURCE_CHARACTERS, nowMs, { call });
  if (text !== null) return text;
  throw new ToolError('INVALID_ARGUMENT', `Здесь больше ${RESOURCE_CHARACTERS} знаков.`, {
    hint: `Всё целиком — по ссылке из ${linkTool}.`,
  });
}

/**
 * Issues a one-time link to a copy of all data of a learner and of their calls. The ticket is of the address of the calls too: with
 * another one the link opens nothing.
 */
export async function issueExportLink<C extends string, S extends ConsentState>(
  format: ExportFormat,
  { rights, clientId, baseUrl }: LearnerServices<C, S>,
  { user, now: nowMs }: Pick<CallContext<unknown>, 'user' | 'now'>,
) {
  const secret = `${await callsAddress(signedIn(user).userId)}.${randomSecret()}`;
  const expiresAtMs = nowMs + LINK_MS;
  await rights.issueTicket('export', await sha256Hex(secret), expiresAtMs, { clientId, nowMs });
  return {
    download_url: `${baseUrl}${EXPORT_PATH}${rights.address}.${secret}${format === 'csv' ? '.csv' : ''}`,
    expires_at: new Date(expiresAtMs).toISOString(),
  };
}
