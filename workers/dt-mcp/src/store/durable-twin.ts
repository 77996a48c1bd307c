import { type Result, withStorageErrors } from '@aisystant/mcp';
import type { DocumentStore } from './document-store.ts';
import type { EventPosition, EventStore, PeriodEvent, Span } from './event-store.ts';
import type { NoteStore } from './note-store.ts';
import { consentRequired, type Grant, type RightsStore } from './rights-store.ts';
import { FACTS_PAGE } from './rows.ts';
import type { TwinMethod, TwinObject } from './twin-object.ts';
import type { Counted, DocumentBodies, LearnerSettings, TwinStores } from './twin-store.ts';

/** The event store of the object, which answers facts page by page. */
interface PagedEvents extends EventStore {
  eventFacts(span: Span, after: EventPosition): Promise<readonly PeriodEvent[]>;
}

const BUSY = 'Хранилище двойника сейчас занято.';

/**
 * The stores of one learner, in a Durable Object named by the user id: no other learner's object can be reached. Each
 * method is refused with `CONSENT_REQUIRED` once the grant is revoked.
 */
export function openTwin(twins: DurableObjectNamespace<TwinObject>, userId: string, grant: Grant): TwinStores {
  const id = twins.idFromName(userId);
  const stub = twins.get(id);
  const twin = async (method: TwinMethod, args: readonly unknown[]) => {
    const result = (await stub.perform(grant, method, args)) as Result<unknown, 'revoked'>;
    if (!result.ok) throw consentRequired(grant.scope);
    return result.value;
  };
  const events = withStorageErrors<PagedEvents>(twin, BUSY, {
    saveEvents: true,
    saveSyncReport: true,
    cancelEvent: true,
    listEvents: true,
    periodFacts: true,
    eventFacts: true,
    guideRefs: true,
  });
  return {
    events: {
      ...events,
      periodFacts: async (span, period) => {
        const facts = await events.periodFacts(span, period);
        return { ...facts, events: await readAllPages(events, span, facts.events) };
      },
    },
    notes: withStorageErrors<NoteStore>(twin, BUSY, {
      saveNote: true,
      cancelNote: true,
      listNotes: true,
      noteFacts: true,
    }),
    documents: withStorageErrors<DocumentStore<DocumentBodies>>(twin, BUSY, {
      saveDocument: true,
      findDocument: true,
      listDocuments: true,
    }),
    rights: {
      address: String(id),
      ...withStorageErrors<Omit<RightsStore<Counted, LearnerSettings>, 'address'>>(twin, BUSY, {
        settings: true,
        withdraw: true,
        rowCounts: true,
        issueTicket: true,
        erase: true,
        exportJson: true,
      }),
    },
  };
}

/** Reads the pages after the first while pages are full: 200,000 events do not fit into one message. */
async function readAllPages(twin: PagedEvents, span: Span, first: readonly PeriodEvent[]): Promise<PeriodEvent[]> {
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
