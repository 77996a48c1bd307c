import type { CallContext } from '@aisystant/mcp';
import type { Entity } from '../domain/entity.ts';
import { filled } from '../domain/texts.ts';
import type { Caller } from '../queries/caller.ts';
import { type Unread, unreadKinds } from '../queries/dictionaries.ts';
import type { BitrixServices } from '../services.ts';

/** What an answer says of itself. */
export function metadataOf(
  { tool, resource }: Pick<Entity, 'tool' | 'resource'>,
  { scope, zone }: Caller,
  { instanceName }: BitrixServices,
) {
  const instance = instanceName === null ? {} : { instance_name: instanceName };
  return { provider: 'bitrix24' as const, tool, resource, ...instance, scope: scope.kind, time_zone: zone };
}

/** That names of a list are missing, as the portal did not tell its dictionaries; null where it told them all. */
export function unreadNote(
  entity: Entity,
  { unread }: { readonly unread: Unread },
  { texts }: BitrixServices,
): string | null {
  const kinds = unreadKinds(entity, unread);
  return kinds.length === 0 ? null : filled(texts.summary.unread, { kinds: kinds.join(', ') });
}

/** How complete an answer is; missing rows are not read as zero. */
export function qualityOf(shown: number, total: number, notes: string | null, { now }: CallContext<BitrixServices>) {
  const ratio = total === 0 ? null : Math.min(1, shown / total);
  return {
    status: total === 0 ? ('NO_DATA' as const) : (ratio ?? 0) < ENOUGH ? ('PARTIAL_DATA' as const) : ('OK' as const),
    coverage_ratio: ratio,
    last_sync_at: new Date(now).toISOString(),
    sources: ['bitrix24'],
    notes,
  };
}

const ENOUGH = 0.8;

/** Which part of a list an answer is. */
export function paginationOf(
  part: { readonly limit: number; readonly start: number; readonly fetched: number; readonly total: number },
  nextCursor: string | null,
) {
  const shown = part.start + part.fetched;
  return { ...part, next: shown < part.total ? String(shown) : null, next_cursor: nextCursor };
}
