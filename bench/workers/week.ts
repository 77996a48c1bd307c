/** The week of a learner as the peers keep it: four weeks of events, twenty a week, in one table. */

const WEEKS = 4;
const EVENTS_A_WEEK = 20;

/** Makes the table; the events are put in by {@link eventRows}. */
export const TABLE =
  'create table if not exists event (day integer not null, kind text not null, minutes integer not null, title text)';
/** Its index, by which a week is found. */
export const INDEX = 'create index if not exists event_by_day on event (day)';
/** Puts one event in. */
export const INSERT = 'insert into event (day, kind, minutes, title) values (?, ?, ?, ?)';
/** The events of the days from the first up to the second. */
export const SELECT = 'select day, kind, minutes from event where day >= ? and day < ? order by day';
/** The first day of the requested week and the day after its last, with the week before it for comparison. */
export const DAYS = [7, 21] as const;

/** What {@link SELECT} gives. */
export interface EventRow {
  readonly day: number;
  readonly kind: string;
  readonly minutes: number;
}

/** Events to put in: day, kind, minutes and title. */
export function eventRows(): readonly (readonly [number, string, number, string])[] {
  return Array.from({ length: WEEKS * EVENTS_A_WEEK }, (_, index) => {
    const day = Math.floor(index / EVENTS_A_WEEK) * 7 + (index % 5);
    return [day, index % 3 === 0 ? 'reading' : 'practice', 5 + (index % 4) * 5, 'Упражнение'];
  });
}

/** What the tool answers: a week and the week before, by day and by kind. */
export function summarize(rows: readonly EventRow[]) {
  return { week: weekFrom(14, rows), previous: weekFrom(7, rows) };
}

function weekFrom(first: number, all: readonly EventRow[]) {
  const rows = all.filter(({ day }) => day >= first && day < first + 7);
  const total = (some: readonly EventRow[]) => some.reduce((sum, { minutes }) => sum + minutes, 0);
  const days = Array.from({ length: 7 }, (_, index) => {
    const own = rows.filter(({ day }) => day === first + index);
    return { day: first + index, count: own.length, minutes: total(own) };
  });
  const kinds = ['practice', 'reading'].map((kind) => {
    const own = rows.filter((row) => row.kind === kind);
    return { kind, count: own.length, minutes: total(own) };
  });
  const active = days.filter(({ count }) => count > 0).length;
  return { total_minutes: total(rows), days_with_activity: active, days, kinds };
}

/** The same in words, for a model that reads text. */
export function describe({ week, previous }: ReturnType<typeof summarize>): string {
  return `Неделя: ${week.total_minutes} мин за ${week.days_with_activity} дн.; до неё: ${previous.total_minutes} мин.`;
}
