import type { DataObject, ObjectCall, ObjectOutcome } from '@aisystant/mcp';
import type { McpEnv } from '@aisystant/mcp/worker';
import { TwinStorage } from './store/twin-storage.ts';
import { runOperation } from './twin-operations.ts';

/** The twin of one learner, which runs the learner's operations beside the data. */
export class TwinObject extends TwinStorage<Pick<McpEnv, 'BASE_URL' | 'ACTIVITY'>> implements DataObject {
  /** See {@link DataObject}. */
  run(call: ObjectCall): Promise<ObjectOutcome> {
    const stores = (grant: Parameters<TwinObject['stores']>[0]) => this.stores(grant);
    return runOperation({ env: this.env, stores, kept: this.keptAnswers }, call);
  }
}
