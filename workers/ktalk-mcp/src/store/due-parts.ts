/**
 * A mark that a part is read at once. Each is another number at or below zero, so that a read which began before it, even after
 * an earlier mark, finds that the time changed.
 */
const mark = (column: string) => `min(ifnull(${column}, 1), 1) - 1`;
/** Sets a mark that the rights are read at once. */
export const MARK_RIGHTS = `rights_due = ${mark('rights_due')}`;
/** Sets a mark that the transcript is read at once. */
export const MARK_TRANSCRIPT = `transcript_due = ${mark('transcript_due')}`;

/** The next time `?2` of a part that could not be read because of the time `?3`; one that was set meanwhile stays. */
export const dueUnlessSet = (column: string) => `CASE WHEN ${column} IS ?3 THEN ?2 ELSE ${column} END`;
/** The next time `?2` of a part that was read because of the time `?3`; it is marked if another was set meanwhile. */
export const dueOrAgain = (column: string) => `CASE WHEN ${column} IS ?3 THEN ?2 ELSE ${mark(column)} END`;
