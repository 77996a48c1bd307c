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
  return { select, filter, order: Object.fromEntries(untied(order)), start };
}

/**
 * Rows that are equal in an order come by id: a database gives them in another order on each page, so that some would be on two
 * pages and some on none.
 */
const untied = (order: EffectiveRequest['order']): EffectiveRequest['order'] =>
  order.some(([column]) => column === 'ID') ? order : [...order, ['ID', 'ASC']];

/** Values of one condition that an answer repeats: the people of a large department would fill a model's context. */
const MOST_VALUES = 30;

/** A payload as an answer tells it: of a condition with many values the first ones, and how many there are. */
export function toldPayload(payload: { readonly [name: string]: unknown }): { readonly [name: string]: unknown } {
  const { filter, FILTER } = payload;
  const told = Object.entries({ filter, FILTER }).flatMap(([name, conditions]) =>
    conditions === undefined ? [] : [[name, toldConditions(conditions)] as const],
  );
  return { ...payload, ...Object.fromEntries(told) };
}

function toldConditions(conditions: unknown): { readonly [key: string]: unknown } {
  const told = Object.entries(Object(conditions)).map(([key, value]): [string, unknown] => {
    const isLong = Array.isArray(value) && value.length > MOST_VALUES;
    return [key, isLong ? [...value.slice(0, MOST_VALUES), `… ${value.length}`] : value];
  });
  return Object.fromEntries(told);
}
