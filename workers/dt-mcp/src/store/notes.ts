import type { LearnerDatabase } from '@aisystant/mcp/learner-object';
import type { Writer } from '@aisystant/mcp/learner-store';
import { REFLECTION_TYPES, type ReflectionNote } from '../domain/reflection/reflection-note.ts';
import type { LocalDate, Period } from '../domain/time/calendar.ts';
import type { NoteFacts } from '../domain/weeks/weekly-values.ts';
import { cancel, notCancelled } from './cancellations.ts';
import type { Cancelled, PeriodFacts, Span } from './event-store.ts';
import { pageOfNotes, repeatedNote } from './note-decisions.ts';
import { NOTE_LIMIT, type NoteOutcome, type NoteQuery, type SavedNote } from './note-store.ts';
import { type NoteRow, noteOf } from './rows.ts';

const LIVE = notCancelled('note', 'note.note_id');

/** Lets a condition on the time of saving use its index, which begins with the type. */
const OF_ANY_TYPE = `type in (${REFLECTION_TYPES.map((type) => `'${type}'`).join(', ')})`;

type FactsRow = { type: string; date: LocalDate | null; savedAtMs: number; scores: string };

/** The table `note`. */
export class Notes {
  readonly #sql: LearnerDatabase;

  constructor(sql: LearnerDatabase) {
    this.#sql = sql;
  }

  /** Stores one note per key; run it in a transaction. The key of a cancelled note stays used. */
  save(note: ReflectionNote, key: string, { clientId, nowMs }: Writer): NoteOutcome {
    const query = `select note_id, body, saved_at_ms, ${LIVE} as live from note where idempotency_key = ?`;
    const known = this.#sql.exec<NoteRow & { live: number }>(query, key).toArray()[0];
    if (known) return repeatedNote(known, known.live === 1, note);
    const stored = this.#sql.exec<{ n: number }>('select count(*) as n from note').one().n;
    if (stored >= NOTE_LIMIT) return { status: 'full' };
    const noteId = crypto.randomUUID();
    this.#sql.indexFirstRow('note');
    this.#sql.exec(
      `insert into note(note_id, idempotency_key, type, period_start, period_end, body, client_id, saved_at_ms)
       values (?, ?, ?, ?, ?, ?, ?, ?)`,
      noteId,
      key,
      note.type,
      note.period?.start ?? null,
      note.period?.end ?? null,
      JSON.stringify(note),
      clientId,
      nowMs,
    );
    return { status: 'created', noteId, savedAtMs: nowMs, note };
  }

  /** Cancels a note. */
  cancel(noteId: string, reason: string | null, writer: Writer): Cancelled<SavedNote> {
    const query = 'select note_id, body, saved_at_ms from note where note_id = ?';
    const row = this.#sql.exec<NoteRow>(query, noteId).toArray()[0];
    return row ? cancel(this.#sql, 'note', noteId, noteOf(row), reason, writer) : { status: 'not_found' };
  }

  /** One page of notes, the latest saved first. */
  list(query: NoteQuery): { readonly notes: readonly SavedNote[]; readonly total: number; readonly anyExist: boolean } {
    const { type, span, period } = query;
    const rows = this.#sql.exec<NoteRow>(
      `select note_id, body, saved_at_ms from note where ${LIVE} and (? is null or type = ?)
       and (? is null or (period_start <= ? and period_end >= ?) or (period_start is null and saved_at_ms >= ? and saved_at_ms < ?))
       order by saved_at_ms desc, note_id desc`,
      type,
      type,
      period?.start ?? null,
      period?.end ?? null,
      period?.start ?? null,
      span?.fromMs ?? null,
      span?.toMs ?? null,
    );
    return { ...pageOfNotes(rows, query), anyExist: this.#anyExist() };
  }

  #anyExist(): boolean {
    return this.#sql.exec(`select 1 from note where ${LIVE} limit 1`).toArray().length > 0;
  }

  /** See `NoteStore.noteFacts`. */
  facts({ fromMs, toMs }: Span, { start, end }: Period): NoteFacts[] | null {
    const rows = this.#sql.exec<FactsRow>(
      `select type, period_end as date, saved_at_ms as savedAtMs, json_array(body ->> '$.mood', body ->> '$.state.energy',
         body ->> '$.state.attention', body ->> '$.state.sleep') as scores from note
       where ${LIVE} and ((period_end >= ? and period_end <= ?) or (${OF_ANY_TYPE} and saved_at_ms >= ? and saved_at_ms < ?))`,
      start,
      end,
      fromMs,
      toMs,
    );
    const facts = Array.from(rows, ({ scores, ...row }) => ({
      ...row,
      scores: (JSON.parse(scores) as (number | null)[]).filter((score) => score !== null),
    }));
    return facts.length > 0 || this.#anyExist() ? facts : null;
  }

  /** Daily notes that may close a date of a period. */
  daily({ fromMs, toMs }: Span, { start, end }: Period): PeriodFacts['dailyNotes'] {
    const rows = this.#sql.exec<{ date: LocalDate | null; savedAtMs: number }>(
      `select period_start as date, saved_at_ms as savedAtMs from note where type = 'daily'
       and ${LIVE} and ((period_start >= ? and period_start <= ?) or (period_start is null and saved_at_ms >= ? and saved_at_ms < ?))`,
      start,
      end,
      fromMs,
      toMs,
    );
    return Array.from(rows, (row) => ({ type: 'daily' as const, ...row }));
  }
}
