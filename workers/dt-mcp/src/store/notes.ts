import type { ReflectionNote } from '../domain/reflection/reflection-note.ts';
import type { LocalDate } from '../domain/time/calendar.ts';
import type { NoteFacts } from '../domain/weeks/weekly-values.ts';
import { type NoteRow, noteOf } from './rows.ts';
import {
  NOTES_IN_ALL,
  type NoteOutcome,
  type NoteQuery,
  type SavedNote,
  type Span,
  type Writer,
} from './twin-store.ts';

const LIVE = "not exists (select 1 from cancellation c where c.kind = 'note' and c.id = note.note_id)";

/** Stores a note once for each key; always inside a transaction. A key that was cancelled is used up, whatever comes. */
export function writeNote(sql: SqlStorage, note: ReflectionNote, key: string, writer: Writer): NoteOutcome {
  const known = sql
    .exec<NoteRow & { live: number }>(
      `select note_id, body, saved_at_ms, ${LIVE} as live from note where idempotency_key = ?`,
      key,
    )
    .toArray()[0];
  const body = JSON.stringify(note);
  if (known && known.live === 1 && known.body !== body) return { status: 'key_conflict' };
  if (known) return { ...noteOf(known), status: 'repeated', cancelled: known.live === 0 };
  const held = sql.exec<{ n: number }>('select count(*) as n from note').one().n;
  if (held >= NOTES_IN_ALL) return { status: 'full' };
  const noteId = crypto.randomUUID();
  sql.exec(
    `insert into note(note_id, idempotency_key, type, period_start, period_end, body, client_id, saved_at_ms)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
    noteId,
    key,
    note.type,
    note.period?.start ?? null,
    note.period?.end ?? null,
    body,
    writer.clientId,
    writer.nowMs,
  );
  return { status: 'created', noteId, savedAtMs: writer.nowMs, note };
}

/** Finds a note. */
export function findNote(sql: SqlStorage, noteId: string): SavedNote | null {
  const row = sql.exec<NoteRow>('select note_id, body, saved_at_ms from note where note_id = ?', noteId).toArray()[0];
  return row ? noteOf(row) : null;
}

/** One page of notes, the latest saved first. SQLite folds no Cyrillic letters, so words are sought here, row by row. */
export function listNotes(sql: SqlStorage, query: NoteQuery): { notes: SavedNote[]; total: number } {
  const { type, span, dates, after, limit, text } = query;
  const rows = sql.exec<NoteRow>(
    `select note_id, body, saved_at_ms from note where ${LIVE} and (? is null or type = ?)
     and (? is null or (period_start <= ? and period_end >= ?) or (period_start is null and saved_at_ms >= ? and saved_at_ms < ?))
     order by saved_at_ms desc, note_id desc`,
    type,
    type,
    dates?.start ?? null,
    dates?.end ?? null,
    dates?.start ?? null,
    span?.fromMs ?? null,
    span?.toMs ?? null,
  );
  const notes: SavedNote[] = [];
  let total = 0;
  for (const row of rows) {
    if (text !== null && !row.body.toLowerCase().includes(text.toLowerCase())) continue;
    total += 1;
    const isBeyond =
      after === null ||
      row.saved_at_ms < after.savedAtMs ||
      (row.saved_at_ms === after.savedAtMs && row.note_id < after.noteId);
    if (isBeyond && notes.length < limit) notes.push(noteOf(row));
  }
  return { notes, total };
}

type FactsRow = { type: string; on: LocalDate | null; savedAtMs: number; scores: string };

/** What arithmetic reads of the notes about these dates. */
export function noteFacts(sql: SqlStorage, span: Span, dates: { start: LocalDate; end: LocalDate }): NoteFacts[] {
  return sql
    .exec<FactsRow>(
      `select type, period_end as "on", saved_at_ms as savedAtMs, json_array(body ->> '$.mood', body ->> '$.state.energy',
         body ->> '$.state.attention', body ->> '$.state.sleep') as scores from note
       where ${LIVE} and ((period_end >= ? and period_end <= ?) or (period_end is null and saved_at_ms >= ? and saved_at_ms < ?))`,
      dates.start,
      dates.end,
      span.fromMs,
      span.toMs,
    )
    .toArray()
    .map(({ scores, ...row }) => ({
      ...row,
      scores: (JSON.parse(scores) as (number | null)[]).filter((n) => n !== null),
    }));
}
