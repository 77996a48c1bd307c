import { type FsmContent, type FsmState, INITIAL_STATE, type Scenario } from './content-model.ts';

/** A state as a node of the graph. */
export type GraphNode = {
  readonly id: string;
  readonly title: string;
  /** Id of the scenario. */
  readonly scenario: string;
  /** It can be entered from anywhere; such ways are not drawn. */
  readonly global: boolean;
  /** From here the conversation may go back to where it came from; such ways are not drawn. */
  readonly returns: boolean;
  /** The conversation ends here. */
  readonly terminal: boolean;
  /** Wire names. */
  readonly tools: readonly string[];
};

/** A drawn way. */
export type GraphEdge = { readonly from: string; readonly to: string; readonly when: string };

/** The machine as a graph. */
export type Graph = {
  readonly fsm_version: string;
  readonly scenarios: readonly Scenario[];
  /** Grouped by scenario, in the order of {@link Graph.scenarios}; inside a scenario along the ways. */
  readonly states: readonly GraphNode[];
  readonly transitions: readonly GraphEdge[];
  /** The same as a Mermaid flowchart. */
  readonly mermaid: string;
};

/** The machine as a graph: what leads where, and which tools each state uses. */
export function graphOf(content: FsmContent): Graph {
  const { fsm_version, scenarios, global_transitions } = content;
  const arrival = arrivals(content);
  const grouped = scenarios.flatMap(({ id }) =>
    alongTheWays(
      content.states.filter(({ scenario }) => scenario === id),
      arrival,
    ),
  );
  const states = grouped.map(({ id, title, scenario, returns, transitions, allowed_tools }) => ({
    id,
    title,
    scenario,
    global: global_transitions.includes(id),
    returns,
    terminal: transitions.length === 0,
    tools: allowed_tools,
  }));
  const transitions = grouped.flatMap(({ id, transition_rules }) =>
    transition_rules.map(({ to, when }) => ({ from: id, to, when })),
  );
  return { fsm_version, scenarios, states, transitions, mermaid: mermaidOf(scenarios, states, transitions) };
}

/**
 * States of one scenario along the ways of a conversation: first those that it comes to first, and after a state what
 * follows it. Equal input, equal order.
 */
function alongTheWays(states: readonly FsmState[], arrival: readonly string[]): readonly FsmState[] {
  const seen = new Set<FsmState>();
  const visit = (state: FsmState): void => {
    if (seen.has(state)) return;
    seen.add(state);
    for (const next of state.transitions) for (const inside of states) if (inside.id === next) visit(inside);
  };
  for (const state of states.toSorted((left, right) => rank(arrival, left.id) - rank(arrival, right.id))) visit(state);
  return [...seen];
}

/** Ids in the order in which a conversation can come to them, nearest to the start first. */
function arrivals({ states }: FsmContent): readonly string[] {
  const ways = new Map(states.map(({ id, transitions }) => [id, transitions]));
  const reached = new Set([INITIAL_STATE]);
  for (const id of reached) for (const next of ways.get(id) ?? []) reached.add(next);
  return [...reached];
}

function rank(order: readonly string[], id: string): number {
  const index = order.indexOf(id);
  return index === -1 ? order.length : index;
}

/** Ids and titles come from checked content: ids are Latin letters, titles hold no quotation marks. */
function mermaidOf(
  scenarios: readonly Scenario[],
  states: readonly GraphNode[],
  transitions: readonly GraphEdge[],
): string {
  const groups = scenarios.flatMap(({ id, title }) => [
    `  subgraph s_${id}["${title}"]`,
    ...states.filter(({ scenario }) => scenario === id).map((state) => `    ${state.id}["${state.title}"]`),
    '  end',
  ]);
  return ['flowchart TD', ...groups, ...transitions.map(({ from, to }) => `  ${from} --> ${to}`)].join('\n');
}
