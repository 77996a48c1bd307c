import type { Writer } from '@aisystant/mcp/learner-store';
import { type BoundQuery, surql } from 'surrealdb';
import type { ActivityEvent, NewActivityEvent } from '../../domain/activity/activity-event.ts';
import { admitEvents, correct, countersAfter } from '../event-decisions.ts';
import {
  type Cancelled,
  type EventQuery,
  type EventStore,
  type SavedEvent,
  SYNC_REPORT_LIMIT,
  type SyncReport,
  type UpdatedEvent,
} from '../event-store.ts';
import { type EventRow, eventOf, rowOf } from '../rows.ts';
import { cancelItem } from './cancel-item.ts';
import { eventReads, within } from './event-reads.ts';
import { hintsAfter } from './hints.ts';
import { withTwin } from './learner-record.ts';
import type { LearnerSession } from './learner-session.ts';

/** An event as it is stored. */
type StoredEvent = EventRow & { readonly live: boolean };

/** The log of a learner in SurrealDB. */
export function eventRecords(session: LearnerSession): EventStore {
  return {
    ...eventReads(session),
    saveEvents: (events, writer) => saveEvents(session, events, writer),
    saveSyncReport: (report, writer) => saveSyncReport(session, report, writer),
    async findEvent(eventId) {
      const row = await session.read<StoredEvent | undefined>(storedEvent(session, eventId));
      return row?.live ? eventOf(row) : null;
    },
    updateEvent: (eventId, event, expectedVersion, { clientId }) =>
      session.write<StoredEvent | undefined, UpdatedEvent>(storedEvent(session, eventId), (row) => {
        const outcome = correct(row?.live ? eventOf(row) : null, event, expectedVersion);
        if (outcome.status !== 'updated') return { outcome };
        const changed = { ...rowOf(outcome.event), client_id: clientId };
        return { outcome, statements: [surql`UPDATE ${session.id('event', eventId)} MERGE ${changed} RETURN NONE`] };
      }),
    cancelEvent: (eventId, reason, writer): Promise<Cancelled<ActivityEvent>> =>
      cancelItem<StoredEvent, ActivityEvent>(session, { table: 'event', id: eventId, reason, writer, itemOf: eventOf }),
    async listEvents(query) {
      const { page, total } = await session.read<{ page: StoredEvent[]; total?: number }>(listed(session, query));
      return { events: page.map(eventOf), total: total ?? 0 };
    },
  };
}

/** Most events that one statement inserts. */
const INSERTED_AT_ONCE = 500;

function saveEvents(
  session: LearnerSession,
  events: readonly NewActivityEvent[],
  writer: Writer,
): Promise<readonly SavedEvent[]> {
  // One by one, and by variables: with lists, or parts of a variable, the index would be read as a whole.
  const known = surql`${events.map(({ source, externalId }) => [source, externalId])}.map(|$of| {
    LET $source = $of[0];
    LET $external_id = $of[1];
    (SELECT * OMIT id FROM event WHERE learner = $auth AND source = $source AND external_id = $external_id)[0] })`;
  return session.write<(StoredEvent | null | undefined)[], readonly SavedEvent[]>(known, (rows, learner) => {
    const { twin } = withTwin(learner, writer);
    const found = new Map(events.map((event, index) => [event, rows[index]]));
    const { saved, stored } = admitEvents(events, twin, writer.nowMs, (event) => {
      const row = found.get(event);
      return row ? { event: eventOf(row), live: row.live } : null;
    });
    const added = stored.map((event) => ({
      id: session.id('event', event.eventId),
      ...rowOf(event),
      client_id: writer.clientId,
      recorded_at_ms: writer.nowMs,
      live: true,
    }));
    const statements: BoundQuery[] = [];
    for (let from = 0; from < added.length; from += INSERTED_AT_ONCE) {
      statements.push(surql`INSERT INTO event ${added.slice(from, from + INSERTED_AT_ONCE)} RETURN NONE`);
    }
    const counted = { ...twin, ...countersAfter(twin, stored.length, writer.nowMs) };
    const hints = hintsAfter(learner.hints, session.learner, 'event', added);
    return { outcome: saved, learner: { ...learner, twin: counted, hints }, statements };
  });
}

function saveSyncReport(session: LearnerSession, { source, from, to }: SyncReport, writer: Writer): Promise<void> {
  const id = session.id('sync_report', source, from, to);
  const facts = surql`{
    known: (SELECT VALUE received_at_ms FROM ${id})[0],
    many: (SELECT count() FROM ${session.range('sync_report')} GROUP ALL)[0].count }`;
  return session.write<{ known?: number; many?: number }, void>(facts, ({ known, many = 0 }, learner) => {
    const row = { source, from_date: from, to_date: to, received_at_ms: Math.max(writer.nowMs, known ?? 0) };
    const upsert = surql`UPSERT ${id} CONTENT ${row} RETURN NONE`;
    const dropOld = surql`DELETE (SELECT id, received_at_ms FROM sync_report WHERE learner = $auth
      ORDER BY received_at_ms DESC START ${SYNC_REPORT_LIMIT}).id RETURN NONE`;
    const statements = many < SYNC_REPORT_LIMIT ? [upsert] : [upsert, dropOld];
    const hints = hintsAfter(learner.hints, session.learner, 'sync_report', [row]);
    return { outcome: undefined, learner: { ...withTwin(learner, writer), hints }, statements };
  });
}

const storedEvent = (session: LearnerSession, eventId: string) =>
  surql`(SELECT * OMIT id FROM ${session.id('event', eventId)})[0]`;

/** A page of events, and how many there are on all pages. */
function listed(session: LearnerSession, query: EventQuery): BoundQuery {
  const { types, sources, order, limit, after } = query;
  const where = () => surql`FROM event WHERE ${within(session, query)}
    ${types === null ? surql`` : surql`AND activity_type IN ${types}`}
    ${sources === null ? surql`` : surql`AND source IN ${sources}`}`;
  const beyond = order === 'asc' ? surql`>` : surql`<`;
  const direction = order === 'asc' ? surql`ASC` : surql`DESC`;
  const position = after
    ? surql`AND (start_ms ${beyond} ${after.startMs} OR (start_ms = ${after.startMs} AND event_id ${beyond} ${after.eventId}))`
    : surql``;
  return surql`{
    page: (SELECT * OMIT id ${where()} ${position} ORDER BY start_ms ${direction}, event_id ${direction} LIMIT ${limit}),
    total: (SELECT count() ${where()} GROUP ALL)[0].count }`;
}
