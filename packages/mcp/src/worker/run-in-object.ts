import { consoleLog } from '@aisystant/oauth';
import type { ObjectCall, ObjectOutcome } from '../define/data-object.ts';
import type { Callable } from '../define/handler.ts';
import type { Operation } from '../define/operation.ts';
import type { ServerDefinition } from '../define/server.ts';
import type { KeptReads } from '../learner-object/kept-reads.ts';
import { runHere } from './call.ts';

/** What an object runs: the operations of a server on the stores of one person. */
export interface ObjectServer<Services> extends Pick<ServerDefinition<unknown, Services>, 'name' | 'requireConsent'> {
  readonly callables: readonly Callable<Services, unknown>[];
  services(operation: Operation, revokeAllAccess: () => Promise<void>): Services;
  /** Where the answers of tools that only read are kept until the next write. Default: none is kept. */
  readonly kept?: KeptReads;
}

/** Runs a call in the object that holds the data. The log lines of faults are the object's; the line of the call is the Worker's. */
export async function runInObject<Services>(
  server: ObjectServer<Services>,
  { kind, name, input, user, now, requestId }: ObjectCall,
): Promise<ObjectOutcome> {
  const callable = server.callables.find(({ operation }) => operation.kind === kind && operation.name === name);
  if (!callable) throw new TypeError(`the object of ${server.name} has no ${kind} ${name}`);
  let revokesAccess = false;
  const services = (operation: Operation) =>
    server.services(operation, async () => {
      revokesAccess = true;
    });
  const runtime = { server, user, log: consoleLog, services, requestId };
  const run = () => runHere(callable, runtime, { input, now });
  const { effect } = callable.operation;
  if (kind !== 'tool' || effect !== 'read' || !server.kept) return { result: await run(), revokesAccess };
  const { clientId, scopes, consentedAtMs } = user;
  const result = await server.kept.answer([name, input, clientId, scopes, consentedAtMs], now, async () => {
    const outcome = await run();
    return { result: outcome, isKept: outcome.ok };
  });
  return { result, revokesAccess };
}
