import type { DataObject, ObjectCall, ObjectOutcome } from '@aisystant/mcp';
import { grantOf, requireConsent } from '@aisystant/mcp/learner-store';
import { runInObject } from '@aisystant/mcp/worker';
import { resources } from './resources/resources.ts';
import { events } from './routes/events.ts';
import { servicesOf } from './services.ts';
import { TwinStorage } from './store/twin-storage.ts';
import { tools } from './tools/tools.ts';

const callables = [...tools, ...resources, events];

/** The twin of one learner, which runs the learner's operations beside the data. */
export class TwinObject extends TwinStorage<{ readonly BASE_URL: string }> implements DataObject {
  /** See {@link DataObject}. */
  run(call: ObjectCall): Promise<ObjectOutcome> {
    const { user } = call;
    return runInObject(
      {
        name: 'dt-mcp',
        requireConsent,
        callables,
        kept: this.keptAnswers,
        services: (operation, revokeAllAccess) =>
          servicesOf(this.stores(grantOf(user, operation)), user, this.env.BASE_URL, revokeAllAccess),
      },
      call,
    );
  }
}
