import { BoundQuery, surql } from 'surrealdb';
import { MAX_EVENT_MINUTES } from '../../domain/activity/activity-event.ts';
import { MS_PER_MINUTE, type Period } from '../../domain/time/calendar.ts';
import type { EventStore, PeriodEvent, PeriodFacts, Span } from '../event-store.ts';
import { type FactsRow, factsOf } from '../rows.ts';
import { LATEST_MS, placeOf } from './hints.ts';
import type { LearnerSession } from './learner-session.ts';
import { studiesOf } from './studies.ts';

type Report = PeriodFacts['syncReports'][number];
type Firsts = Omit<PeriodFacts, 'events' | 'syncReports' | 'dailyNotes'>;
type Nullish<Facts> = { readonly [Name in keyof Facts]?: Facts[Name] };

/** What is read of the log besides single events and their list. */
export function eventReads(
  session: LearnerSession,
): Pick<EventStore, 'periodFacts' | 'eventsOf' | 'activeDays' | 'studies'> {
  return {
    async periodFacts(span, period) {
      const { events, reports, newest, dailyNotes, firsts } = await session.read<StoredFacts>(
        factsQuery(session, span, period),
      );
      const newestMs = Math.max(...newest.map(({ receivedAtMs }) => receivedAtMs));
      const isNewest = ({ receivedAtMs }: Report) => receivedAtMs === newestMs;
      return {
        events: inOrder(events),
        syncReports: [...reports.filter((each) => !isNewest(each)), ...newest.filter(isNewest)],
        dailyNotes,
        createdAtMs: firsts.createdAtMs ?? null,
        firstEventMs: firsts.firstEventMs ?? null,
        firstActionMs: firsts.firstActionMs ?? null,
        firstReportedDate: firsts.firstReportedDate ?? null,
        firstNotedDate: firsts.firstNotedDate ?? null,
        firstDailyNoteMs: firsts.firstDailyNoteMs ?? null,
      };
    },
    eventsOf: async (span) => inOrder(await session.read<FactsRow[]>(eventFacts(session, span))),
    async activeDays(days) {
      if (days.length === 0) return [];
      const events = await session.read<ActiveEvent[]>(activeEvents(session, days));
      return [...days.entries()].filter(([, day]) => events.some(reaches(day))).map(([index]) => index);
    },
    studies: () => studiesOf(session),
  };
}

interface StoredFacts {
  readonly events: readonly FactsRow[];
  readonly reports: readonly Report[];
  readonly newest: readonly Report[];
  readonly dailyNotes: PeriodFacts['dailyNotes'];
  readonly firsts: Nullish<Firsts>;
}

/** The condition that an event counts and starts in a span. */
export const within = ({ learner }: LearnerSession, { fromMs, toMs }: Span): BoundQuery =>
  surql`place >= ${placeOf(learner, fromMs)} AND place < ${placeOf(learner, toMs)}`;

/** The events that start in a span, in no order, as tuples: there may be very many. */
const eventFacts = (
  session: LearnerSession,
  span: Span,
): BoundQuery => surql`(SELECT VALUE [event_id, source, external_id,
  activity_type, start_ms, duration_minutes, confidence, IF role != NULL OR method != NULL { 1 } ELSE { 0 }]
  FROM event WHERE ${within(session, span)})`;

const inOrder = (rows: readonly FactsRow[]): PeriodEvent[] =>
  rows.map(factsOf).sort((a, b) => a.startMs - b.startMs || (a.eventId < b.eventId ? -1 : 1));

const DAILY = `FROM note WHERE learner = $auth AND type = 'daily' AND live = true`;
const REPORTED = 'FROM sync_report WHERE learner = $auth';
const REPORT = 'SELECT source, from_date AS from, to_date AS to, received_at_ms AS receivedAtMs FROM sync_report';

/** What is found near a hint of the learner's record, and where nothing is, among everything. */
const near = (hint: string, found: string, all: string) => `({ LET $near = ${hint}; ${found} } ?? ${all})`;

/**
 * What is known of the first records of a twin. A limit is right only where an index has all conditions: the engine applies
 * it before the others.
 */
const FIRSTS = `
  createdAtMs: $auth.twin.born_at_ms,
  firstReportedDate: ${near(
    `$auth.hints.reported ?? ''`,
    `array::min((SELECT VALUE from_date ${REPORTED} AND from_date <= $near))`,
    `array::min((SELECT VALUE from_date ${REPORTED}))`,
  )},
  firstNotedDate: ${near(
    // A space after it: the engine leaves out what is equal where the index has more fields.
    `IF $auth.hints.noted { string::concat($auth.hints.noted, ' ') }`,
    `IF $near { array::min((SELECT VALUE period_start ${DAILY} AND period_start < $near AND period_start >= '')) }`,
    `array::min((SELECT VALUE period_start ${DAILY} AND period_start >= ''))`,
  )},
  firstDailyNoteMs: ${near(
    `($auth.hints.daily_ms ?? -1) + 1`,
    `array::min((SELECT VALUE saved_at_ms ${DAILY} AND saved_at_ms < $near))`,
    `array::min((SELECT VALUE saved_at_ms ${DAILY}))`,
  )}`;

/** The start of the first event. */
function firstEvent({ learner }: LearnerSession): BoundQuery {
  const [first, end] = [placeOf(learner, 0), placeOf(learner, LATEST_MS)];
  return surql`({ LET $near = $auth.hints.event ?? ${first};
    array::min((SELECT VALUE start_ms FROM event WHERE place >= ${first} AND place <= $near)) }
    ?? (SELECT place, start_ms FROM event WHERE place >= ${first} AND place < ${end} ORDER BY place LIMIT 1)[0].start_ms)`;
}

/**
 * The start of the first event that is not rest. Where the first events are rest, a thousand are looked at before all: the
 * engine would apply a limit before the type.
 */
function firstAction({ learner }: LearnerSession): BoundQuery {
  const [first, end] = [placeOf(learner, 0), placeOf(learner, LATEST_MS)];
  return surql`({ LET $near = $auth.hints.event ?? ${first};
    array::min((SELECT VALUE start_ms FROM event WHERE place >= ${first} AND place <= $near AND activity_type != 'rest')) }
    ?? array::min((SELECT VALUE start_ms FROM
      (SELECT place, start_ms, activity_type FROM event WHERE place >= ${first} AND place < ${end} ORDER BY place LIMIT 1000)
      WHERE activity_type != 'rest'))
    ?? array::min((SELECT VALUE start_ms FROM event WHERE place >= ${first} AND place < ${end} AND activity_type != 'rest')))`;
}

function factsQuery(session: LearnerSession, span: Span, { start, end }: Period): BoundQuery {
  const { fromMs, toMs } = span;
  const daily = text(`SELECT type, period_start AS date, saved_at_ms AS savedAtMs ${DAILY}`);
  return surql`{
    events: ${eventFacts(session, span)},
    reports: (${text(REPORT)} WITH INDEX sync_report_by_to WHERE learner = $auth AND to_date >= ${start} AND from_date <= ${end}),
    newest: { LET $near = $auth.hints.received_ms ?? 0; (${text(REPORT)} WHERE learner = $auth AND received_at_ms >= $near) },
    dailyNotes: array::concat(
      (${daily} AND period_start >= ${start} AND period_start <= ${end}),
      (${daily} AND period_start = NULL AND saved_at_ms >= ${fromMs} AND saved_at_ms < ${toMs})),
    firsts: { firstEventMs: ${firstEvent(session)}, firstActionMs: ${firstAction(session)}, ${text(FIRSTS)} } }`;
}

type ActiveEvent = readonly [startMs: number, durationMinutes: number | null];

/** The events, other than rest, that may have any part on the days. */
function activeEvents(session: LearnerSession, days: readonly Span[]): BoundQuery {
  const fromMs = Math.min(...days.map((day) => day.fromMs)) - MAX_EVENT_MINUTES * MS_PER_MINUTE;
  const toMs = Math.max(...days.map((day) => day.toMs));
  return surql`(SELECT VALUE [start_ms, duration_minutes] FROM event
    WHERE ${within(session, { fromMs, toMs })} AND activity_type != 'rest')`;
}

const reaches =
  ({ fromMs, toMs }: Span) =>
  ([startMs, minutes]: ActiveEvent): boolean =>
    startMs < toMs && (startMs >= fromMs || startMs + (minutes ?? 0) * MS_PER_MINUTE > fromMs);

/** Query text without parameters; values are always bound. */
function text(part: string): BoundQuery {
  return new BoundQuery(part);
}
