import {
  type AddedRows,
  type Erasure,
  type ExportFormat,
  type ExportParts,
  exportParts,
  type RightsStore,
} from '@aisystant/mcp/learner-store';
import { type BoundQuery, surql } from 'surrealdb';
import { type Counted, EXPORT_FORMAT, type LearnerSettings, READ_SCOPE } from '../twin-store.ts';
import { keepSettings } from './assumed-settings.ts';
import { EXPORTED_TABLES, exportedColumns, exportedPage } from './exported-tables.ts';
import { earlierErasure, erased, redeemed, withdrawn, withTicket } from './learner-record.ts';
import { type LearnerSession, profileOf, settingsIn } from './learner-session.ts';

/** Every table of a learner but the record of the learner. */
export const TABLES = ['event', 'note', 'sync_report', 'document', 'cancellation'];

/** How many rows of each kind there are. */
function countsOf(session: LearnerSession): BoundQuery {
  const count = (table: string) => surql`(SELECT count() FROM ${session.range(table)} GROUP ALL)[0].count ?? 0`;
  return surql`{ events: ${count('event')}, notes: ${count('note')}, reports: ${count('sync_report')}, documents: ${count('document')} }`;
}

/** A learner's rights over their records in SurrealDB. */
export function rightsRecords(session: LearnerSession): RightsStore<Counted, LearnerSettings> {
  return {
    address: session.learner,
    async settings(clientId) {
      if (session.assumption) return session.assumption.settings;
      const { learner, result } = await session.readUnchecked(profileOf(session));
      return keepSettings(session.learner, clientId, settingsIn(learner, result, clientId));
    },
    withdraw: (scopes, writer) =>
      session.write(NOTHING, (_, learner) => ({
        outcome: undefined,
        learner: withdrawn(learner, scopes, writer, READ_SCOPE),
      })),
    rowCounts: () => session.read(countsOf(session)),
    issueTicket: (purpose, hash, expiresAtMs, { nowMs }) =>
      session.write(NOTHING, (_, learner) => ({
        outcome: undefined,
        learner: withTicket(learner, { hash, purpose, expires_at_ms: expiresAtMs }, nowMs),
      })),
    erase: (hash, { nowMs }) =>
      // Unchecked: a repeated erasure needs only its ticket; the grant may be gone.
      session.writeUnchecked<Record<Counted, number>, Erasure<Counted>>(countsOf(session), (counts, learner) => {
        const earlier = earlierErasure(learner, hash);
        if (earlier) return { outcome: earlier };
        if (redeemed(learner, 'delete', hash, nowMs).outcome !== 'redeemed') {
          return { outcome: { status: 'refused' } };
        }
        const statements = TABLES.map((table) => surql`DELETE ${session.range(table)} RETURN NONE`);
        return {
          outcome: { status: 'erased', deletedAtMs: nowMs, counts },
          learner: erased(learner, hash, nowMs),
          statements,
        };
      }),
    async exportJson(maxCharacters, nowMs, added = {}) {
      let text = '';
      for await (const part of parts(session, { format: 'json', nowMs, added })) {
        text += part;
        if (text.length > maxCharacters) return null;
      }
      return text;
    },
  };
}

/** A query of nothing besides the record of the learner. */
export const NOTHING = surql`NONE`;

/** Which copy, made when, and the rows that are kept elsewhere. */
interface Copy {
  readonly format: ExportFormat;
  readonly nowMs: number;
  readonly added?: AddedRows;
}

/** Redeems an export link: `used` when that was done before, null when it is expired or unknown. */
export async function redeemExport(
  session: LearnerSession,
  hash: string,
  { format, nowMs, added = {} }: Copy,
): Promise<ReadableStream<Uint8Array> | 'used' | null> {
  const { outcome, ended } = await session.writeUnchecked(NOTHING, (_, before) => {
    const { outcome: what, learner } = redeemed(before, 'export', hash, nowMs);
    return { outcome: { outcome: what, ended: before.ended }, ...(what === 'redeemed' && { learner }) };
  });
  if (outcome !== 'redeemed') return outcome;
  const encoder = new TextEncoder();
  const texts = parts(session, { format, nowMs, added }, ended);
  return new ReadableStream({
    type: 'bytes',
    pull: async (controller) => {
      const { done, value } = await texts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
  });
}

/** The parts of a copy. It fails where the learner erases everything or withdraws reading before its end. */
async function* parts(
  session: LearnerSession,
  { format, nowMs, added = {} }: Copy,
  endedBefore: number | null = null,
): AsyncGenerator<string, void> {
  const subject = { format: EXPORT_FORMAT, tables: EXPORTED_TABLES, columns: exportedColumns, added };
  const all: ExportParts = exportParts(format, subject, nowMs);
  for (let part = all.next(); !part.done; ) {
    if (typeof part.value === 'string') {
      yield part.value;
      part = all.next([]);
      continue;
    }
    const { rows, ended } = await exportedPage(session, part.value.table, part.value.after);
    if (endedBefore !== null && ended !== endedBefore) throw new TypeError('the consent of this download ended');
    part = all.next(rows);
  }
}
