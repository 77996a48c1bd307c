import { ToolError } from '@aisystant/mcp';
import type { DocumentRow, WrittenRow } from './documents.ts';
import { FACTS_PAGE } from './rows.ts';
import type { TwinObject } from './twin-object.ts';
import type { Document, PeriodEvent, SavedDocument, Span, TwinStore } from './twin-store.ts';

/** The twin of one person in their own Durable Object. Another person's object has another name and cannot be reached. */
export function durableTwinStore(twins: DurableObjectNamespace<TwinObject>, userId: string): TwinStore {
  const id = twins.idFromName(userId);
  const twin = twins.get(id);
  return {
    address: String(id),
    counts: () => reached(async () => twin.counts()),
    issueTicket: (purpose, hash, expiresAtMs, writer) =>
      reached(async () => twin.issueTicket(purpose, hash, expiresAtMs, writer)),
    erase: (hash, writer) => reached(async () => twin.erase(hash, writer)),
    everythingWithin: (characters, nowMs) => reached(async () => twin.everythingWithin(characters, nowMs)),
    saveEvents: (events, writer) => reached(async () => twin.saveEvents(events, writer)),
    saveSyncReport: (report, writer) => reached(async () => twin.saveSyncReport(report, writer)),
    saveNote: (note, key, writer) => reached(async () => twin.saveNote(note, key, writer)),
    facts: (span, dates) =>
      reached(async () => {
        const facts = await twin.facts(span, dates);
        return { ...facts, events: await withTheRest(twin, span, facts.events) };
      }),
    listEvents: (query) => reached(async () => twin.listEvents(query)),
    cancelEvent: (eventId, reason, writer) => reached(async () => twin.cancelEvent(eventId, reason, writer)),
    cancelNote: (noteId, reason, writer) => reached(async () => twin.cancelNote(noteId, reason, writer)),
    listNotes: (query) => reached(async () => twin.listNotes(query)),
    noteFacts: (span, dates) => reached(async () => twin.noteFacts(span, dates)),
    saveDocument: (kind, write, writer) =>
      reached(async () =>
        outcomeOf(await twin.saveDocument(kind, { ...write, body: JSON.stringify(write.body) }, writer)),
      ),
    document: (kind, id) =>
      reached(async () => {
        const row = await twin.document(kind, id);
        return row && documentOf(row);
      }),
    listDocuments: (kind, query) =>
      reached(async () => {
        const { rows, total, ever } = await twin.listDocuments(kind, query);
        const documents = rows.map((row) => ({ ...documentOf<never>(row), on: row.on_date }));
        return { documents, total, ever };
      }),
    guideRefs: () => reached(async () => twin.guideRefs()),
    settings: (clientId) => reached(async () => twin.settings(clientId)),
    withdraw: (scopes, writer) => reached(async () => twin.withdraw(scopes, writer)),
  };
}

/** Reads on, page by page, while pages are full: 200,000 events do not fit into one answer. */
async function withTheRest(
  twin: DurableObjectStub<TwinObject>,
  span: Span,
  first: readonly PeriodEvent[],
): Promise<PeriodEvent[]> {
  const events = [...first];
  for (let size = first.length; size === FACTS_PAGE; ) {
    const last = events.at(-1);
    if (last === undefined) break;
    const page = await twin.eventFacts(span, { startMs: last.startMs, eventId: last.eventId });
    for (const event of page) events.push(event);
    size = page.length;
  }
  return events;
}

/** Bodies are stored as they were checked; the kind says which type they are of. */
function documentOf<Body>(row: DocumentRow): Document<Body> {
  const { id, version, created_at_ms, updated_at_ms } = row;
  return { id, version, body: JSON.parse(row.body) as Body, createdAtMs: created_at_ms, updatedAtMs: updated_at_ms };
}

function outcomeOf<Body>(written: WrittenRow): SavedDocument<Body> {
  if (!('row' in written)) return written as SavedDocument<Body>;
  return { status: written.status, document: documentOf(written.row) };
}

/** The platform marks what will pass (an overload, a move of the object); every write of the port can be repeated. */
async function reached<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const passing = error instanceof Error && ('retryable' in error || 'overloaded' in error);
    if (!passing) throw error;
    throw new ToolError('UNAVAILABLE', 'Хранилище двойника сейчас занято.', { hint: 'Повторите вызов через минуту.' });
  }
}
