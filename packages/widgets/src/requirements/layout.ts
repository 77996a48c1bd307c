/** An arrow between two nodes. */
export interface Edge {
  readonly from: string;
  readonly to: string;
}

/** Where something lies: a column from the left, and a row within it, both from 0 on. A row may be a fraction. */
export interface Place {
  readonly column: number;
  readonly row: number;
}

/** A drawn graph. */
export interface Layout {
  readonly places: ReadonlyMap<string, Place>;
  /** For each edge the places it passes, both ends included; empty for an edge of a node to itself. */
  readonly ways: readonly (readonly Place[])[];
  readonly columns: number;
  readonly rows: number;
}

/** What passes a column needs less height there than a node, in rows. */
const PASSING_ROWS = 0.4;
/** Times that each column is ordered after its neighbours. */
const SWEEPS = 4;

/**
 * Lays a graph out in columns, so that its edges lead to the right: the method of Sugiyama. Edges that would close a cycle
 * are turned around for it; of two that could be turned, the later is. Parts that nothing connects lie below each other.
 */
export function layoutOf(nodes: readonly string[], edges: readonly Edge[]): Layout {
  const places = new Map<string, Place>();
  const ways: Place[][] = edges.map(() => []);
  let [columns, rows] = [0, 0];
  for (const part of partsOf(nodes, edges)) {
    const own = edges.map((edge, at) => ({ ...edge, at })).filter(({ from, to }) => from !== to && part.has(from));
    const { layers, chains } = layersOf([...part], own);
    order(layers, chains);
    const height = Math.max(...layers.map(heightOf));
    for (const [column, layer] of layers.entries()) {
      let row = rows + (height - heightOf(layer)) / 2;
      for (const name of layer) {
        places.set(name, { column, row: row + (rowsOf(name) - 1) / 2 });
        row += rowsOf(name);
      }
    }
    for (const [at, chain] of chains) ways[at] = chain.flatMap((name) => places.get(name) ?? []);
    columns = Math.max(columns, layers.length);
    rows += height;
  }
  for (const name of places.keys()) if (isPassing(name)) places.delete(name);
  return { places, ways, columns, rows };
}

/** A name that no node has: an edge where it passes a column. */
const passing = (edge: number, column: number) => `\u0000${edge} ${column}`;
const isPassing = (name: string) => name.startsWith('\u0000');
const rowsOf = (name: string) => (isPassing(name) ? PASSING_ROWS : 1);
const heightOf = (layer: readonly string[]) => layer.reduce((sum, name) => sum + rowsOf(name), 0);

/** The parts of a graph that nothing connects, in the order of their first nodes. */
function partsOf(nodes: readonly string[], edges: readonly Edge[]): readonly ReadonlySet<string>[] {
  const neighbours = new Map<string, string[]>(nodes.map((node) => [node, []]));
  for (const { from, to } of edges) {
    neighbours.get(from)?.push(to);
    neighbours.get(to)?.push(from);
  }
  const seen = new Set<string>();
  return nodes.flatMap((node) => {
    if (seen.has(node)) return [];
    const part = new Set([node]);
    for (const each of part) for (const next of neighbours.get(each) ?? []) part.add(next);
    for (const each of part) seen.add(each);
    return [part];
  });
}

type NumberedEdge = Edge & { readonly at: number };

/** The columns of a part, and for each edge the names it passes, in its own direction. */
function layersOf(nodes: readonly string[], edges: readonly NumberedEdge[]) {
  const after = new Map<string, string[]>(nodes.map((node) => [node, []]));
  const turned = new Set<number>();
  for (const { from, to, at } of edges) {
    if (reaches(after, to, from)) turned.add(at);
    else after.get(from)?.push(to);
  }
  const columns = columnsOf(nodes, after);
  const layers: string[][] = Array.from({ length: Math.max(...columns.values()) + 1 }, () => []);
  for (const node of nodes) layers[columns.get(node) ?? 0]?.push(node);
  const chains = new Map<number, readonly string[]>();
  for (const { from, to, at } of edges) {
    const [left, right] = turned.has(at) ? [to, from] : [from, to];
    const chain = [left];
    for (let column = (columns.get(left) ?? 0) + 1; column < (columns.get(right) ?? 0); column += 1) {
      chain.push(passing(at, column));
      layers[column]?.push(passing(at, column));
    }
    chain.push(right);
    chains.set(at, turned.has(at) ? chain.reverse() : chain);
  }
  return { layers, chains };
}

function reaches(after: ReadonlyMap<string, readonly string[]>, start: string, end: string): boolean {
  const seen = new Set([start]);
  for (const node of seen) for (const next of after.get(node) ?? []) seen.add(next);
  return seen.has(end);
}

/** The column of each node: one further to the right than all that lead to it. The graph has no cycle. */
function columnsOf(
  nodes: readonly string[],
  after: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, number> {
  const columns = new Map(nodes.map((node) => [node, 0]));
  for (let open: readonly string[] = nodes; open.length > 0; ) {
    const moved = new Set<string>();
    for (const node of open) {
      const column = (columns.get(node) ?? 0) + 1;
      for (const next of after.get(node) ?? []) {
        if ((columns.get(next) ?? 0) >= column) continue;
        columns.set(next, column);
        moved.add(next);
      }
    }
    open = [...moved];
  }
  return columns;
}

/** Orders each column after the middle of its neighbours, to the left and to the right in turn, so that few edges cross. */
function order(layers: string[][], chains: ReadonlyMap<number, readonly string[]>): void {
  const neighbours = new Map<string, string[]>();
  for (const chain of chains.values()) {
    for (const [at, name] of chain.entries()) {
      const known = neighbours.get(name) ?? [];
      neighbours.set(name, [...known, ...[chain[at - 1], chain[at + 1]].filter((each) => each !== undefined)]);
    }
  }
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    for (const layer of sweep % 2 === 0 ? layers : [...layers].reverse()) {
      const rows = new Map(layers.flatMap((each) => each.map((name, row) => [name, row / each.length] as const)));
      const middle = new Map(
        layer.map((name) => [name, averageOf(neighbours.get(name) ?? [], rows) ?? rows.get(name) ?? 0]),
      );
      layer.sort((one, other) => (middle.get(one) ?? 0) - (middle.get(other) ?? 0));
    }
  }
}

function averageOf(names: readonly string[], rows: ReadonlyMap<string, number>): number | null {
  return names.length === 0 ? null : names.reduce((sum, name) => sum + (rows.get(name) ?? 0), 0) / names.length;
}
