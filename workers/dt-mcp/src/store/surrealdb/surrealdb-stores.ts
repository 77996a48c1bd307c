import type { Grant } from '@aisystant/mcp/learner-store';
import { sha256Hex } from '@aisystant/oauth/secret';
import type { TwinStores } from '../twin-store.ts';
import type { SurrealDbEnv } from './config.ts';
import { documentRecords } from './document-records.ts';
import { eventRecords } from './event-records.ts';
import { LearnerSession, type SessionOptions } from './learner-session.ts';
import { noteRecords } from './note-records.ts';
import { rightsRecords } from './rights-records.ts';

/** The name of a learner in the database: links contain it, so it is not the user id. */
export function learnerNameOf(userId: string): Promise<string> {
  return sha256Hex(userId);
}

/** The ports of a learner's twin in SurrealDB, for one grant. */
export function surrealDbStores(
  env: SurrealDbEnv,
  learner: string,
  grant: Grant,
  options?: SessionOptions,
): TwinStores {
  const session = new LearnerSession(env, learner, grant, options);
  return {
    events: eventRecords(session),
    notes: noteRecords(session),
    documents: documentRecords(session),
    rights: rightsRecords(session),
  };
}
