import { type DataObject, lazy, type ObjectCall, type ObjectOutcome } from '@aisystant/mcp';
import { callsOf, grantOf } from '@aisystant/mcp/learner-store';
import { type McpEnv, runInObject } from '@aisystant/mcp/worker';
import { requireConsent } from './consent.ts';
import { resources } from './resources/resources.ts';
import { WRITE } from './services.ts';
import { AttemptsStorage } from './store/attempts-storage.ts';
import type { CheckObject } from './store/check-object.ts';
import { objectChecks } from './store/object-checks.ts';
import { tools } from './tools/tools.ts';

const callables = [...tools, ...resources];

/** The bindings that the object works with. */
interface ObjectEnv extends Pick<McpEnv, 'BASE_URL' | 'ACTIVITY'> {
  readonly CHECK: DurableObjectNamespace<CheckObject>;
}

/** The attempts of one learner, which runs the learner's operations beside the data. */
export class AttemptsObject extends AttemptsStorage<ObjectEnv> implements DataObject {
  /** See {@link DataObject}. */
  run(call: ObjectCall): Promise<ObjectOutcome> {
    const { user } = call;
    const { clientId, scopes, consentedAtMs = 0 } = user;
    return runInObject(
      {
        name: 'exercises-mcp',
        requireConsent,
        callables,
        services: (operation, revokeAllAccess) => {
          const grant = grantOf(user, operation);
          // An open operation keeps an attempt on the permission to write.
          const { attempts, rights } = this.stores({ ...grant, scope: operation.scope === null ? WRITE : grant.scope });
          return {
            checks: objectChecks(this.env.CHECK, user.userId),
            learner: {
              attempts,
              rights,
              clientId,
              scopes,
              consentedAtMs,
              revokeAllAccess,
              baseUrl: this.env.BASE_URL,
              calls: callsOf(this.env, user.userId),
              settings: lazy(() => rights.settings(clientId)),
            },
          };
        },
      },
      call,
    );
  }
}
