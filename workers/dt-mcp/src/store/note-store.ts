import type { Writer } from '@aisystant/mcp/learner-store';
import type { ReflectionNote } from '../domain/reflection/reflection-note.ts';
import type { Period } from '../domain/time/calendar.ts';
import type { NoteFacts } from '../domain/weeks/weekly-values.ts';
import type { Cancelled, Span } from './event-store.ts';

/** Most notes one twin holds. */
export const NOTE_LIMIT = 10_000;

/** A stored reflection note. */
export interface SavedNote {
  readonly noteId: string;
  /** Epoch ms. */
  readonly savedAtMs: number;
  readonly note: ReflectionNote;
}

/** Outcome of saving a note. */
export type NoteOutcome =
  | (SavedNote & { readonly status: 'created' })
  | (SavedNote & { readonly status: 'repeated'; readonly cancelled: boolean })
  | { readonly status: 'key_conflict' }
  | { readonly status: 'full' };

/** Selects notes, the latest saved first. */
export interface NoteQuery {
  readonly type: string | null;
  /** Notes about these dates, or saved in `span` when they name none; both null select all. */
  readonly period: Period | null;
  readonly span: Span | null;
  /** Words of the note, see `noteSearch`. */
  readonly text: string | null;
  readonly limit: number;
  /** The last note of the previous page. */
  readonly after: { readonly savedAtMs: number; readonly noteId: string } | null;
}

/** A learner's reflection notes. */
export interface NoteStore {
  /** Stores one note per key. The same note again returns the stored one, another note is a key conflict. */
  saveNote(note: ReflectionNote, key: string, writer: Writer): Promise<NoteOutcome>;
  /** Cancels a note: it stays stored and is neither listed nor counted. */
  cancelNote(noteId: string, reason: string | null, writer: Writer): Promise<Cancelled<SavedNote>>;
  /** `anyExist` says whether any note is kept, listed or not. */
  listNotes(
    query: NoteQuery,
  ): Promise<{ readonly notes: readonly SavedNote[]; readonly total: number; readonly anyExist: boolean }>;
  /**
   * Facts of the notes about the period, and of those saved in the span, whatever they are about: a self-assessment is of
   * the time when it was saved. Null when none is kept at all.
   */
  noteFacts(span: Span, period: Period): Promise<readonly NoteFacts[] | null>;
}
