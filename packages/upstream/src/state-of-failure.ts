import type { DependencyState } from '@aisystant/mcp';
import type { UpstreamFailure } from './failure.ts';

/** The state of a third party, for the doctor, by a call of it that failed. */
export function stateOfFailure({ reason, scope }: Pick<UpstreamFailure, 'reason' | 'scope'>): DependencyState {
  if (reason === 'key_dead') return { status: 'key_refused', detail: '401' };
  if (reason === 'key_lacks_scope') return { status: 'scope_missing', detail: scope ?? '403' };
  return { status: 'unreachable', detail: reason };
}
