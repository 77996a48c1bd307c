import { type BoundQuery, surql } from 'surrealdb';
import type { ReflectionNote } from '../../domain/reflection/reflection-note.ts';
import { pageOfNotes, repeatedNote } from '../note-decisions.ts';
import { NOTE_LIMIT, type NoteOutcome, type NoteQuery, type NoteStore, type SavedNote } from '../note-store.ts';
import { type NoteRow, noteOf } from '../rows.ts';
import { cancelItem } from './cancel-item.ts';
import { type Counts, countsOf } from './counts.ts';
import { hintsAfter } from './hints.ts';
import { withTwin } from './learner-record.ts';
import type { LearnerSession } from './learner-session.ts';

type StoredNote = NoteRow & { readonly live: boolean };
type NotedRow = {
  readonly type: string;
  readonly date: string | null;
  readonly savedAtMs: number;
  readonly body: string;
};

const ANY = surql`SELECT VALUE note_id FROM note WHERE learner = $auth AND live = true LIMIT 1`;

/** The notes of a learner in SurrealDB. */
export function noteRecords(session: LearnerSession): NoteStore {
  return {
    saveNote(note, key, writer) {
      const facts = surql`{
        known: (SELECT note_id, body, saved_at_ms, live FROM note WHERE learner = $auth AND idempotency_key = ${key})[0],
        many: (SELECT count() FROM ${session.range('note')} GROUP ALL)[0].count }`;
      return session.write<{ known?: StoredNote; many?: number }, NoteOutcome>(facts, ({ known, many }, learner) => {
        if (known) return { outcome: repeatedNote(known, known.live, note) };
        if ((many ?? 0) >= NOTE_LIMIT) return { outcome: { status: 'full' } };
        const noteId = crypto.randomUUID();
        const row = {
          note_id: noteId,
          idempotency_key: key,
          type: note.type,
          period_start: note.period?.start ?? null,
          period_end: note.period?.end ?? null,
          body: JSON.stringify(note),
          client_id: writer.clientId,
          saved_at_ms: writer.nowMs,
          live: true,
        };
        return {
          outcome: { status: 'created', noteId, savedAtMs: writer.nowMs, note },
          learner: {
            ...withTwin(learner, writer),
            hints: hintsAfter(learner.hints, session.learner, 'note', [row]),
          },
          statements: [surql`CREATE ${session.id('note', noteId)} CONTENT ${row} RETURN NONE`],
        };
      });
    },
    cancelNote: (noteId, reason, writer) =>
      cancelItem<StoredNote, SavedNote>(session, { table: 'note', id: noteId, reason, writer, itemOf: noteOf }),
    async listNotes(query) {
      const { rows, counts } = await session.read<{ rows: NoteRow[]; counts: Counts }>(listed(query));
      const page = pageOfNotes(rows, query);
      return query.text === null ? { ...page, ...counts } : { ...page, anyExist: counts.anyExist };
    },
    async noteFacts({ fromMs, toMs }, { start, end }) {
      const noted = surql`SELECT type, period_end AS date, saved_at_ms AS savedAtMs, body FROM note
        WHERE learner = $auth AND live = true`;
      const { rows, anyExist } = await session.read<{ rows: NotedRow[]; anyExist: boolean }>(surql`{
        LET $rows = array::concat(
          (${noted} AND period_end >= ${start} AND period_end <= ${end}),
          (${noted} AND saved_at_ms >= ${fromMs} AND saved_at_ms < ${toMs}
            AND !(period_end >= ${start} AND period_end <= ${end})));
        { rows: $rows, anyExist: array::len($rows) > 0 OR array::len((${ANY})) > 0 } }`);
      const facts = rows.map(({ body, ...row }) => ({ ...row, scores: scoresOf(JSON.parse(body) as ReflectionNote) }));
      return facts.length > 0 || anyExist ? facts : null;
    },
  };
}

/** What the learner said in numbers. */
function scoresOf({ mood, state }: ReflectionNote): number[] {
  return [mood, state?.energy, state?.attention, state?.sleep].filter((score) => score !== undefined);
}

/** The notes of a page; all that may match where words are searched, which the database does not do as we do. */
function listed({ type, period, span, text, after, limit }: NoteQuery): BoundQuery {
  const ofPeriod = () =>
    period
      ? surql`AND ((period_start <= ${period.end} AND period_end >= ${period.start}) OR (period_start = NULL
        AND saved_at_ms >= ${span?.fromMs ?? null} AND saved_at_ms < ${span?.toMs ?? null}))`
      : surql``;
  const where = () =>
    surql`FROM note WHERE learner = $auth AND live = true ${type === null ? surql`` : surql`AND type = ${type}`} ${ofPeriod()}`;
  const beyond = after
    ? surql`AND (saved_at_ms < ${after.savedAtMs} OR (saved_at_ms = ${after.savedAtMs} AND note_id < ${after.noteId}))`
    : surql``;
  const page =
    text === null
      ? surql`${beyond} ORDER BY saved_at_ms DESC, note_id DESC LIMIT ${limit}`
      : surql`ORDER BY saved_at_ms DESC, note_id DESC`;
  return surql`{ rows: (SELECT note_id, body, saved_at_ms ${where()} ${page}), counts: ${countsOf(where(), ANY)} }`;
}
