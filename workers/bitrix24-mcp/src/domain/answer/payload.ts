import type { Entity } from '../entity.ts';
import type { Filter } from '../request/condition.ts';
import type { EffectiveRequest } from '../request/list-request.ts';

/** The parameters of a list as the portal takes them: people have their order as two texts. */
export function payloadOf(
  { dialect }: Entity,
  { select, order }: EffectiveRequest,
  { filter, start }: { readonly filter: Filter; readonly start: number },
): { readonly [name: string]: unknown } {
  const [[sort, direction] = ['ID', 'DESC']] = order;
  if (dialect === 'users') return { select, FILTER: filter, sort, order: direction, start };
  return { select, filter, order: Object.fromEntries(order), start };
}
