/** What is known of the index of recordings. */
export interface IndexFreshness {
  /** When the newest recordings were last looked up, epoch ms; null before the first time. */
  readonly syncedAt: number | null;
  /** Whether the whole list of recordings was read at least once. */
  readonly backfilled: boolean;
  /** Recordings whose roster and access list are whole, and all known ones. */
  readonly complete: number;
  readonly known: number;
  /** The reader's recordings of which a part could not be read and was put off. */
  readonly postponed: number;
}

/** An index that was not refreshed for longer may lack a meeting that the person remembers. */
export const STALE_MS = 15 * 60 * 1000;

/** The fields of `data_quality`. */
export interface Quality {
  readonly status: 'OK' | 'PARTIAL_DATA' | 'NO_DATA';
  readonly coverage_ratio: number | null;
  readonly last_sync_at: string | null;
  readonly sources: string[];
  readonly notes: string | null;
}

/**
 * How complete an answer from the index is. The share is of all recordings of the space, rounded to hundredths, so that it
 * tells nothing of one recording.
 */
export function qualityOf(freshness: IndexFreshness, now: number, found: number): Quality {
  const { syncedAt, backfilled, complete, known, postponed } = freshness;
  const notes = [
    ...(syncedAt === null ? ['Записи ещё не загружались.'] : []),
    ...(syncedAt !== null && now - syncedAt > STALE_MS ? ['Записи давно не обновлялись.'] : []),
    ...(syncedAt !== null && !backfilled ? ['Старые записи ещё загружаются.'] : []),
    ...(backfilled && complete < known ? ['Участники части записей ещё загружаются.'] : []),
    ...(postponed > 0 ? [`Толк отдаёт с ошибкой часть ваших записей (${postponed}), чтение повторится позже.`] : []),
  ];
  const partial = notes.length > 0;
  return {
    status: partial ? 'PARTIAL_DATA' : found === 0 ? 'NO_DATA' : 'OK',
    coverage_ratio: backfilled ? shareOf(complete, known) : null,
    last_sync_at: syncedAt === null ? null : new Date(syncedAt).toISOString(),
    sources: ['KTalk'],
    notes: partial ? notes.join(' ') : null,
  };
}

/** The quality of an answer that ended before all was looked through, and that its cursor continues. */
export function unfinished(quality: Quality): Quality {
  return withNote(quality, 'Просмотрены не все записи, дальше — next_cursor.');
}

/** The quality of an answer in which something is missing for one more reason. */
export function withNote(quality: Quality, note: string): Quality {
  const notes = [...(quality.notes === null ? [] : [quality.notes]), note];
  return { ...quality, status: 'PARTIAL_DATA', notes: notes.join(' ') };
}

/** The quality of a search among recordings of which some have no transcript yet. The share is not of words. */
export function withoutWordsOf(waiting: number, quality: Quality): Quality {
  if (waiting === 0) return quality;
  const note = `Расшифровки части ваших записей (${waiting}) ещё не готовы: слов из них здесь нет.`;
  return { ...withNote(quality, note), coverage_ratio: null };
}

/** Rounded down, so that only a whole index is 1. */
function shareOf(part: number, whole: number): number {
  return whole === 0 ? 1 : Math.floor((part / whole) * 100) / 100;
}
