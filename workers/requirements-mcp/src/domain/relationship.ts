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
    if (type === 'relates_to' || type === 'conflicts_with') continue;
    const [later, earlier] = type === 'blocks' ? [targetId, sourceId] : [sourceId, targetId];
    const known = order.get(later);
    if (known) known.push(earlier);
    else order.set(later, [earlier]);
  }
  return order;
}

/** The shortest way from a requirement back to itself, both ends included; null when there is none. */
export function cycleThrough(order: Order, start: string): readonly string[] | null {
  const cameFrom = new Map<string, string>();
  const open = [start];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    for (const earlier of order.get(next) ?? []) {
      if (earlier === start) return [...wayTo(cameFrom, start, next), start];
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
    way.unshift(at);
  }
  return way;
}

/** Every requirement that is on a cycle is on one of these, each the shortest through one of its requirements. */
export function cyclesOf(order: Order): readonly (readonly string[])[] {
  const seen = new Set<string>();
  return cyclicNodes(order).flatMap((node) => {
    if (seen.has(node)) return [];
    const cycle = cycleThrough(order, node);
    for (const each of cycle ?? []) seen.add(each);
    return cycle === null ? [] : [cycle];
  });
}

/** The nodes on a cycle or between two: what is left once the ends of every chain are removed, again and again. */
function cyclicNodes(order: Order): readonly string[] {
  let edges = [...order].flatMap(([from, to]) => to.map((each) => [from, each] as const));
  for (let before = edges.length + 1; edges.length < before; ) {
    before = edges.length;
    const [from, to] = [new Set(edges.map(([node]) => node)), new Set(edges.map(([, node]) => node))];
    edges = edges.filter((edge) => from.has(edge[1]) && to.has(edge[0]));
  }
  return [...new Set(edges.map(([from]) => from))];
}
