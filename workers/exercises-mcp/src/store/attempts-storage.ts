import { LEARNER_TABLES, LearnerObject } from '@aisystant/mcp/learner-object';
import type { ConsentState, Grant, RightsStore } from '@aisystant/mcp/learner-store';
import { ATTEMPT_LIMIT, type AttemptBodies, type AttemptStore, type Counted } from './attempt-store.ts';

/** The stores of one learner, for one grant. */
export interface AttemptStores {
  readonly attempts: AttemptStore;
  readonly rights: RightsStore<Counted, ConsentState>;
}

/** One array for all learners. */
const MIGRATIONS = [LEARNER_TABLES];

/** The attempts of one learner: a SQLite Durable Object named by the user id. */
export class AttemptsStorage<Env = unknown> extends LearnerObject<Env, AttemptBodies, Counted, ConsentState> {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env, {
      migrations: MIGRATIONS,
      documentLimits: { attempt: ATTEMPT_LIMIT },
      rights: {
        format: { name: 'aisystant-exercises', version: '1.0.0' },
        exported: { document: ['kind', 'id'], withdrawal: ['client_id', 'scope'], tombstone: ['hash'] },
        counted: { attempts: 'document' },
        readScope: 'exercises:read',
      },
    });
  }

  /** The ports for one grant. */
  stores(grant: Grant): AttemptStores {
    const methods = this.methodsFor(grant);
    return { attempts: this.documentStore(methods), rights: this.rightsStore(methods) };
  }

  /** See `RightsStore`. */
  override settings(clientId: string): ConsentState {
    return this.kept.read('settings', [clientId], () => this.rights.consent(clientId));
  }
}
