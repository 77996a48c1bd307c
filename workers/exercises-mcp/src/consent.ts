import type { CallContext, Operation } from '@aisystant/mcp';
import { requireConsent as requireLearnersConsent } from '@aisystant/mcp/learner-store';
import type { ExerciseServices } from './services.ts';

/** Refuses what the learner withdrew from the calling client. A caller without a sign-in has withdrawn nothing. */
export async function requireConsent(operation: Operation, context: CallContext<ExerciseServices>): Promise<void> {
  const { learner } = context.services;
  if (learner) await requireLearnersConsent(operation, { ...context, services: learner });
}
