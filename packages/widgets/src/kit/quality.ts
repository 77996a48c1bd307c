import type { Reader } from './read.ts';

/** How complete the data of an answer are. */
export interface Quality {
  /** `UNKNOWN` when the answer does not say. */
  readonly status: 'OK' | 'PARTIAL_DATA' | 'NO_DATA' | 'UNKNOWN';
  /** Days with data, and days that could have some; null where days are not counted. */
  readonly known: number | null;
  readonly expected: number | null;
  /** What a person should know of the figures, in whole sentences. */
  readonly notes: readonly string[];
  /** The time zone of the figures, and when they were counted; null when unknown. */
  readonly zone: string | null;
  readonly asOf: string | null;
}

const STATUSES = ['OK', 'PARTIAL_DATA', 'NO_DATA'] as const;

/** Reads `data_quality` of an answer. */
export function readQuality(answer: Reader): Quality {
  const quality = answer.record('data_quality');
  const notes = quality.text('notes');
  return {
    status: STATUSES.find((status) => status === quality.text('status')) ?? 'UNKNOWN',
    known: quality.count('days_known'),
    expected: quality.count('days_expected'),
    notes: [...(notes === null ? [] : [notes]), ...quality.texts('assumptions')],
    zone: quality.text('timezone'),
    asOf: quality.text('as_of'),
  };
}

const WORDS: Readonly<Record<Quality['status'], string>> = {
  OK: 'Данные полные',
  PARTIAL_DATA: 'Данные неполные',
  NO_DATA: 'Данных нет',
  UNKNOWN: 'О полноте данных ничего не известно',
};

/** The quality in one line. */
export function qualityLine({ status, known, expected }: Quality): string {
  // A server calls data complete of which little is missing; beside the days the word would contradict them.
  const isAlmost = status === 'OK' && known !== null && expected !== null && known < expected;
  const days = known !== null && expected !== null && expected > 0 ? `: известно дней ${known} из ${expected}` : '';
  return `${isAlmost ? 'Данные почти полные' : WORDS[status]}${status === 'NO_DATA' || status === 'UNKNOWN' ? '' : days}.`;
}
