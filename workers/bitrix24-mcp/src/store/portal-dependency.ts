import type { Dependency, DependencyState } from '@aisystant/mcp';
import { callUpstream, stateOfFailure, type Upstream } from '@aisystant/upstream';
import { BatchSchema, batchBody, readBatch } from './batch.ts';
import { reasonOf } from './policy.ts';
import type { Command } from './portal-store.ts';

/** A short answer from each scope that the tools need. */
const PROBES: readonly Command[] = [
  { method: 'crm.category.list', params: { entityTypeId: 2 } },
  { method: 'user.current', params: {} },
  { method: 'department.get', params: { ID: 1 } },
  { method: 'tasks.task.getFields', params: {} },
];

/** The portal, for the doctor: one request tells whether its key works and has every scope. */
export function portalDependency(upstream: Upstream<'batch'>): Dependency {
  return { name: 'Bitrix24', check: () => stateOf(upstream) };
}

async function stateOf(upstream: Upstream<'batch'>): Promise<DependencyState> {
  const uses = PROBES.map(({ method }) => method);
  const outcome = await callUpstream(upstream, {
    endpoint: 'batch',
    body: batchBody(PROBES),
    schema: BatchSchema,
    uses,
  });
  if (!outcome.ok) return stateOfFailure(outcome.error);
  for (const [index, answer] of readBatch(PROBES, outcome.value).entries()) {
    if (!answer.ok) return stateOfFailure({ reason: reasonOf(answer), scope: PROBES[index]?.method ?? null });
  }
  return { status: 'ok', detail: 'leads, people, departments and tasks can be read' };
}
