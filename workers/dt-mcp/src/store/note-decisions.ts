import { noteSearch } from '../domain/reflection/note-search.ts';
import type { ReflectionNote } from '../domain/reflection/reflection-note.ts';
import type { NoteOutcome, NoteQuery, SavedNote } from './note-store.ts';
import { type NoteRow, noteOf } from './rows.ts';

// What a write and a list of notes do, whatever stores them.

/** The outcome of a note whose key is known; the key of a cancelled note stays used. */
export function repeatedNote(known: NoteRow, isLive: boolean, note: ReflectionNote): NoteOutcome {
  if (isLive && known.body !== JSON.stringify(note)) return { status: 'key_conflict' };
  return { ...noteOf(known), status: 'repeated', cancelled: !isLive };
}

/** A page of the notes in these rows, which are in order, the latest saved first; databases do not search as we do. */
export function pageOfNotes(
  rows: Iterable<NoteRow>,
  { text, after, limit }: NoteQuery,
): { readonly notes: readonly SavedNote[]; readonly total: number } {
  const matches = text === null ? null : noteSearch(text);
  const notes: SavedNote[] = [];
  let total = 0;
  for (const row of rows) {
    if (matches !== null && !matches(noteOf(row).note)) continue;
    total += 1;
    const isBeyond =
      after === null ||
      row.saved_at_ms < after.savedAtMs ||
      (row.saved_at_ms === after.savedAtMs && row.note_id < after.noteId);
    if (isBeyond && notes.length < limit) notes.push(noteOf(row));
  }
  return { notes, total };
}
