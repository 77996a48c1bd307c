import { stronglyConnected } from './strongly-connected.ts';

/** How a requirement may relate to another; directional. */
export const RELATIONSHIP_TYPES = ['depends_on', 'blocks', 'relates_to', 'conflicts_with', 'derives_from'] as const;
/** One of {@link RELATIONSHIP_TYPES}. */
export type RelationshipType = (typeof RELATIONSHIP_TYPES)[number];

/** One requirement relates to another. */
export interface Relationship {
  /** UUID. */
  readonly id: string;
  readonly sourceId: string;
  readonly targetId: string;
  readonly type: RelationshipType;
  /** Id of the member who made it. */
  readonly creatorId: string;
  /** ISO 8601. */
  readonly createdAt: string;
}

/** How the history of a requirement tells that a relationship came and went. */
export const RELATIONSHIP_CHANGES = ['made', 'removed'] as const;

/** That a relationship was made or removed: who, when, through which client. */
export interface RelationshipChange {
  /** Its place among all changes; later ones are larger. */
  readonly position: number;
  readonly change: (typeof RELATIONSHIP_CHANGES)[number];
  readonly relationshipId: string;
  readonly type: RelationshipType;
  /** Reference ids; of deleted requirements too. */
  readonly source: string;
  readonly target: string;
  /** ISO 8601. */
  readonly at: string;
  readonly authorId: string;
  /** Id of the client at this server. */
  readonly clientId: string;
}

/** An arrow between two requirements. */
export type Arrow = Pick<Relationship, 'sourceId' | 'targetId' | 'type'>;

/** From a requirement to those that must come before it. */
export type Order = ReadonlyMap<string, readonly string[]>;

/**
 * The order that arrows put requirements in: «A depends on B», «A derives from B» and «B blocks A» all put B first. The
 * other types put nothing first.
 */
export function orderOf(arrows: readonly Arrow[]): Order {
  const order = new Map<string, string[]>();
  for (const { sourceId, targetId, type } of arrows) {
    if (ordersNothing(type)) continue;
    const [later, earlier] = type === 'blocks' ? [targetId, sourceId] : [sourceId, targetId];
    const known = order.get(later);
    if (known) known.push(earlier);
    else order.set(later, [earlier]);
  }
  return order;
}

const ordersNothing = (type: RelationshipType) => type === 'relates_to' || type === 'conflicts_with';

/** The shortest way from a requirement back to itself, both ends included; null when there is none. */
export function cycleThrough(order: Order, start: string): readonly string[] | null {
  return shortestWay(order, start, start);
}

/** The shortest cycle that an arrow of the order is a part of, from its source back to it; null when there is none. */
export function cycleClosedBy(order: Order, { sourceId, targetId, type }: Arrow): readonly string[] | null {
  if (ordersNothing(type)) return null;
  const way = type === 'blocks' ? shortestWay(order, sourceId, targetId) : shortestWay(order, targetId, sourceId);
  if (way === null) return null;
  return type === 'blocks' ? [...way, sourceId] : [sourceId, ...way];
}

/** The shortest way of one step or more, both ends included. */
function shortestWay(order: Order, start: string, end: string): readonly string[] | null {
  const cameFrom = new Map<string, string>();
  const open = [start];
  for (const next of open) {
    for (const earlier of order.get(next) ?? []) {
      if (earlier === end) return [...wayTo(cameFrom, start, next), end];
      if (cameFrom.has(earlier)) continue;
      cameFrom.set(earlier, next);
      open.push(earlier);
    }
  }
  return null;
}

function wayTo(cameFrom: ReadonlyMap<string, string>, start: string, end: string): string[] {
  const way = [end];
  for (let at = end; at !== start; ) {
    at = cameFrom.get(at) ?? start;
    way.push(at);
  }
  return way.reverse();
}

/**
 * The first cycles, each the shortest through one of its requirements. Without a limit every requirement that is on a cycle is
 * on one of them.
 */
export function cyclesOf(order: Order, most = Number.POSITIVE_INFINITY): readonly (readonly string[])[] {
  const cycles: (readonly string[])[] = [];
  for (const component of stronglyConnected(order).filter(({ length }) => length > 1)) {
    cycles.push(...cyclesAmong(order, component, most - cycles.length));
  }
  return cycles;
}

/** The cycles of requirements each of which is on one. */
function cyclesAmong(order: Order, nodes: readonly string[], most: number): readonly (readonly string[])[] {
  const own = within(order, new Set(nodes));
  const cycles: (readonly string[])[] = [];
  const seen = new Set<string>();
  for (const node of nodes) {
    if (seen.has(node) || cycles.length >= most) continue;
    const cycle = cycleThrough(own, node) ?? [];
    for (const each of cycle) seen.add(each);
    cycles.push(cycle);
  }
  return cycles;
}

/** The order among some requirements. */
function within(order: Order, nodes: ReadonlySet<string>): Order {
  return new Map([...nodes].map((node) => [node, (order.get(node) ?? []).filter((earlier) => nodes.has(earlier))]));
}
