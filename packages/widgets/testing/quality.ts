/** Data quality of the twin, as its tools give it: everything is known. */
export const QUALITY = {
  status: 'OK',
  coverage_ratio: 1,
  last_sync_at: '2026-11-22T21:10:00.000Z',
  sources: ['timer', 'manual_log'],
  notes: null,
  days_known: 7,
  days_expected: 7,
  missing_dates: [],
  assumptions: ['Дни без записей считаем днями без дел: 21.11–22.11.'],
  confidence: 0.95,
  stale: false,
  timezone: 'Europe/Moscow',
  as_of: '2026-11-24T09:00:00.000Z',
};

/** The same of a learner of whom nothing is known. */
export const NO_DATA = {
  ...QUALITY,
  status: 'NO_DATA',
  coverage_ratio: null,
  last_sync_at: null,
  sources: [],
  notes: 'Тогда дела ещё не записывались.',
  days_known: 0,
  assumptions: [],
  confidence: null,
};
