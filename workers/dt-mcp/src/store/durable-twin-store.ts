import type { TwinObject } from './twin-object.ts';
import type { TwinStore } from './twin-store.ts';

/** The twin of one person in their own Durable Object. Another person's object has another name and cannot be reached. */
export function durableTwinStore(twins: DurableObjectNamespace<TwinObject>, userId: string): TwinStore {
  const twin = twins.get(twins.idFromName(userId));
  return {
    saveEvents: async (events, writer) => twin.saveEvents(events, writer),
    saveSyncReport: async (report, writer) => twin.saveSyncReport(report, writer),
    saveNote: async (note, key, writer) => twin.saveNote(note, key, writer),
    facts: async (span, dates) => twin.facts(span, dates),
    listEvents: async (query) => twin.listEvents(query),
  };
}
