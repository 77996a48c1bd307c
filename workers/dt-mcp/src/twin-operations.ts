import type { ObjectCall, ObjectOutcome } from '@aisystant/mcp';
import { callsOf, type Grant, grantOf, requireConsent } from '@aisystant/mcp/learner-store';
import { type McpEnv, runInObject } from '@aisystant/mcp/worker';
import { resources } from './resources/resources.ts';
import { events } from './routes/events.ts';
import { servicesOf } from './services.ts';
import type { TwinStores } from './store/twin-store.ts';
import { tools } from './tools/tools.ts';

const callables = [...tools, ...resources, events];

/** Whether a call only reads. */
export const isRead = ({ kind, name }: Pick<ObjectCall, 'kind' | 'name'>): boolean =>
  callables.some(({ operation }) => operation.kind === kind && operation.name === name && operation.effect === 'read');

/** Where the operations of a learner run. */
interface Place extends Pick<Parameters<typeof runInObject>[0], 'kept'> {
  readonly env: Pick<McpEnv, 'BASE_URL' | 'ACTIVITY'>;
  /** The ports for one grant. */
  stores(grant: Grant): TwinStores;
}

/** Runs an operation of a learner on the stores of their twin. */
export function runOperation({ env, stores, kept }: Place, call: ObjectCall): Promise<ObjectOutcome> {
  const { user } = call;
  const calls = callsOf(env, user.userId);
  return runInObject(
    {
      name: 'dt-mcp',
      requireConsent,
      callables,
      ...(kept && { kept }),
      services: (operation, revokeAllAccess) =>
        servicesOf(stores(grantOf(user, operation)), user, env.BASE_URL, { revokeAllAccess, calls }),
    },
    call,
  );
}
