import type { Operation } from '../define/operation.ts';
import { ToolError } from '../define/tool-error.ts';
import type { Writer } from './writer.ts';

/** What a learner withdrew from one client. */
export interface ConsentState {
  /** Withdrawn scopes, each with its time (epoch ms). */
  readonly withdrawn: readonly { readonly scope: string; readonly atMs: number }[];
  /** When the learner last erased everything, epoch ms; null when never. */
  readonly deletedAtMs: number | null;
}

/** The consent on which one operation runs. */
export interface Grant {
  readonly clientId: string;
  /** When the learner consented to this client, epoch ms; 0 when the token does not say. */
  readonly consentedAtMs: number;
  /** The scope that the operation needs; null for the rights that no withdrawal takes away. */
  readonly scope: string | null;
}

/** The grant on which an operation of a caller runs. */
export function grantOf(
  { clientId, consentedAtMs = 0 }: { readonly clientId: string; readonly consentedAtMs?: number },
  { scope, needsConsent }: Operation,
): Grant {
  return { clientId, consentedAtMs, scope: needsConsent ? scope : null };
}

/** Whether the learner withdrew the scope of a grant, or erased everything after it was given. */
export function isRevoked({ consentedAtMs, scope }: Grant, { withdrawn, deletedAtMs }: ConsentState): boolean {
  if (deletedAtMs !== null && deletedAtMs >= consentedAtMs) return true;
  return withdrawn.some((each) => each.scope === scope && each.atMs >= consentedAtMs);
}

/** The refusal of a revoked grant. */
export function consentRequired(scope: string | null): ToolError {
  const revoked = scope === null ? 'доступ' : `разрешение ${scope}`;
  return new ToolError('CONSENT_REQUIRED', `Ученик забрал у этого приложения ${revoked} или удалил свои данные.`, {
    hint: 'Вернуть его можно только новым входом: подключить сервер заново и отметить разрешение.',
  });
}

/** Outcome of an erasure. `refused`: the ticket is unknown, used or expired. */
export type Erasure<Counted extends string> =
  | {
      readonly status: 'erased' | 'already';
      readonly deletedAtMs: number;
      /** Null when the same ticket had erased before. */
      readonly counts: Readonly<Record<Counted, number>> | null;
    }
  | { readonly status: 'refused' };

/** Most tickets of one learner for one purpose; the oldest are dropped. */
export const TICKET_LIMIT = 20;

/** How long a used ticket is known as used, ms. */
export const USED_MS = 24 * 3_600_000;

/** Formats of a copy. */
export const EXPORT_FORMATS = ['json', 'csv'] as const;

/** A format of a copy. */
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** A row of a copy: its columns in their order. */
export type ExportRow = Readonly<Record<string, unknown>>;

/** Rows that a copy has beside those of the store, by table. */
export type AddedRows = Readonly<Record<string, readonly ExportRow[]>>;

/** A learner's rights over their own data: consent, copy, erasure. */
export interface RightsStore<Counted extends string, Settings extends ConsentState> {
  /** Id of the storage, for a link that does not contain the user id. */
  readonly address: string;
  /** What every call checks first. */
  settings(clientId: string): Promise<Settings>;
  /**
   * Withdraws scopes from the writing client. Without the read scope every export link of the learner stops working, those of
   * other clients too: a ticket does not say who asked for it, and a new link is one call.
   */
  withdraw(scopes: readonly string[], writer: Writer): Promise<void>;
  rowCounts(): Promise<Readonly<Record<Counted, number>>>;
  /** Stores the hash of a one-time secret. */
  issueTicket(purpose: 'export' | 'delete', hash: string, expiresAtMs: number, writer: Writer): Promise<void>;
  /** Erases every row for a valid ticket, except withdrawn scopes and a tombstone. */
  erase(hash: string, writer: Writer): Promise<Erasure<Counted>>;
  /** All rows, and `added` after them, as JSON; null when that takes more than `maxCharacters`. */
  exportJson(maxCharacters: number, nowMs: number, added?: AddedRows): Promise<string | null>;
}
