import type { RecordingFilters } from './index-store.ts';

/** Which recordings of the reader a list or a search goes through. */
interface RecordingConditions extends RecordingFilters {
  /** This recording only. */
  readonly key?: string | undefined;
  /** Keys of recordings that are left out. */
  readonly without?: readonly string[] | undefined;
}

/** The conditions of a list and of a search, each with an AND before it, and their values. */
export function conditionsOf({
  key,
  from,
  to,
  words = [],
  room,
  participant,
  participantKeys,
  without = [],
}: RecordingConditions) {
  const conditions: string[] = [];
  const values: unknown[] = [];
  const add = (condition: string, ...given: readonly unknown[]) => {
    conditions.push(`AND ${condition}`);
    values.push(...given);
  };
  if (key !== undefined) add('m.recording_key = ?', key);
  if (from !== undefined) add('m.created_at >= ?', from);
  if (to !== undefined) add('m.created_at < ?', to);
  if (room !== undefined) add('r.room = ?', room);
  for (const word of words) add('instr(r.folded, ?) > 0', word);
  if (participant !== undefined) {
    const named = participant.map(() => 'AND instr(p.folded, ?) > 0').join(' ');
    add(`EXISTS (SELECT 1 FROM participant p WHERE p.n = m.n ${named})`, ...participant);
  }
  if (participantKeys !== undefined) {
    const isOne = 'p.user_key IN (SELECT value FROM json_each(?))';
    add(`EXISTS (SELECT 1 FROM participant p WHERE p.n = m.n AND ${isOne})`, JSON.stringify(participantKeys));
  }
  if (without.length > 0) {
    add('m.recording_key NOT IN (SELECT value FROM json_each(?))', JSON.stringify(without));
  }
  return { sql: conditions.join(' '), values };
}
