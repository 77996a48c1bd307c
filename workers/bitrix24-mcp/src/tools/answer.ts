import type { CallContext } from '@aisystant/mcp';
import type { Entity } from '../domain/entity.ts';
import { filled } from '../domain/texts.ts';
import type { Caller } from '../queries/caller.ts';
import { unreadKinds } from '../queries/dictionaries.ts';
import type { ListedRows } from '../queries/list-rows.ts';
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

/** Most columns that a note names. */
const MOST_COLUMNS = 20;

/** What else an answer says of its rows: names that the portal did not tell, values that are not whole. */
export function notesOf(
  { entity, portal, shortened }: Pick<ListedRows, 'entity' | 'portal' | 'shortened'>,
  { texts: { summary } }: BitrixServices,
): readonly string[] {
  const kinds = unreadKinds(entity, portal.unread);
  const columns = shortened.slice(0, MOST_COLUMNS).join(', ');
  return [
    ...(kinds.length === 0 ? [] : [filled(summary.unread, { kinds: kinds.join(', ') })]),
    ...(columns === '' ? [] : [filled(summary.shortened, { columns })]),
  ];
}

/** How complete an answer is; missing rows are not read as zero. */
export function qualityOf(
  shown: number,
  total: number,
  notes: readonly string[],
  { now }: CallContext<BitrixServices>,
) {
  const ratio = total === 0 ? null : Math.min(1, shown / total);
  return {
    status: total === 0 ? ('NO_DATA' as const) : (ratio ?? 0) < ENOUGH ? ('PARTIAL_DATA' as const) : ('OK' as const),
    coverage_ratio: ratio,
    last_sync_at: new Date(now).toISOString(),
    sources: ['bitrix24'],
    notes: notes.join(' ') || null,
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
