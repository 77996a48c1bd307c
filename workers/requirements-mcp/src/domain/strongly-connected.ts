/** From a node to those that its arrows lead to. */
type Graph = ReadonlyMap<string, readonly string[]>;

/**
 * The strongly connected components of a graph, in one pass (Gabow's algorithm). Nodes are on a common cycle exactly when they
 * are in the same component.
 */
export function stronglyConnected(graph: Graph): readonly (readonly string[])[] {
  const search = new Search(graph);
  for (const start of graph.keys()) search.from(start);
  return search.components;
}

class Search {
  readonly components: string[][] = [];
  readonly #graph: Graph;
  /** When each node was reached. */
  readonly #numbers = new Map<string, number>();
  readonly #closed = new Set<string>();
  /** Nodes that are in no component yet, and the numbers of those that may be the first of one. */
  readonly #path: string[] = [];
  readonly #firsts: number[] = [];
  /** Nodes whose arrows are still followed. A list in the place of a recursion, which a long chain would not fit into. */
  readonly #open: { readonly node: string; readonly arrows: Iterator<string> }[] = [];

  constructor(graph: Graph) {
    this.#graph = graph;
  }

  from(start: string): void {
    if (this.#numbers.has(start)) return;
    this.#enter(start);
    for (let top = this.#open.at(-1); top !== undefined; top = this.#open.at(-1)) {
      const { done, value } = top.arrows.next();
      if (done) this.#leave(top.node);
      else this.#follow(value);
    }
  }

  #enter(node: string): void {
    const number = this.#numbers.size;
    this.#numbers.set(node, number);
    this.#path.push(node);
    this.#firsts.push(number);
    this.#open.push({ node, arrows: (this.#graph.get(node) ?? []).values() });
  }

  #follow(node: string): void {
    const number = this.#numbers.get(node);
    if (number === undefined) this.#enter(node);
    else if (!this.#closed.has(node)) while ((this.#firsts.at(-1) ?? number) > number) this.#firsts.pop();
  }

  #leave(node: string): void {
    this.#open.pop();
    if (this.#firsts.at(-1) !== this.#numbers.get(node)) return;
    this.#firsts.pop();
    const component = this.#path.splice(this.#path.lastIndexOf(node));
    for (const each of component) this.#closed.add(each);
    this.components.push(component);
  }
}
