import { ToolError } from '@aisystant/mcp';
import type { TwinObject } from './twin-object.ts';
import type { TwinStore } from './twin-store.ts';

/** The twin of one person in their own Durable Object. Another person's object has another name and cannot be reached. */
export function durableTwinStore(twins: DurableObjectNamespace<TwinObject>, userId: string): TwinStore {
  const twin = twins.get(twins.idFromName(userId));
  return {
    saveEvents: (events, writer) => reached(async () => twin.saveEvents(events, writer)),
    saveSyncReport: (report, writer) => reached(async () => twin.saveSyncReport(report, writer)),
    saveNote: (note, key, writer) => reached(async () => twin.saveNote(note, key, writer)),
    facts: (span, dates) => reached(async () => twin.facts(span, dates)),
    listEvents: (query) => reached(async () => twin.listEvents(query)),
  };
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
