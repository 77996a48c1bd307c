import { type FsmContent, type FsmState, INITIAL_STATE, type Scenario } from './content-model.ts';

/** A state as a node of the graph. */
export type GraphNode = {
  readonly id: string;
  readonly title: string;
  /** Id of the scenario. */
  readonly scenario: string;
  /** Whether it can be entered from any state; the graph omits such transitions. */
  readonly global: boolean;
  /** Whether the conversation may return to the previous state; the graph omits such transitions. */
  readonly returns: boolean;
  /** Whether the conversation ends here. */
  readonly terminal: boolean;
  /** Wire names. */
  readonly tools: readonly string[];
};

/** A declared transition. */
export type GraphEdge = { readonly from: string; readonly to: string; readonly when: string };

/** The state machine as a graph. */
export type Graph = {
  readonly fsm_version: string;
  readonly scenarios: readonly Scenario[];
  /** Grouped by scenario, in the order of {@link Graph.scenarios}; within a scenario in depth-first order. */
  readonly states: readonly GraphNode[];
  readonly transitions: readonly GraphEdge[];
  /** The same as a Mermaid flowchart. */
  readonly mermaid: string;
};

/** Builds the graph of the state machine. */
export function graphOf(content: FsmContent): Graph {
  const { fsm_version, scenarios, global_transitions } = content;
  const order = breadthFirstOrder(content);
  const grouped = scenarios.flatMap(({ id }) =>
    depthFirstOrder(
      content.states.filter(({ scenario }) => scenario === id),
      order,
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

/** Orders the states of a scenario depth-first, starting with those nearest to the initial state. */
function depthFirstOrder(states: readonly FsmState[], order: readonly string[]): readonly FsmState[] {
  const seen = new Set<FsmState>();
  const visit = (state: FsmState): void => {
    if (seen.has(state)) return;
    seen.add(state);
    for (const next of state.transitions) for (const neighbour of states) if (neighbour.id === next) visit(neighbour);
  };
  for (const state of states.toSorted((left, right) => rank(order, left.id) - rank(order, right.id))) visit(state);
  return [...seen];
}

/** Ids of reachable states, nearest to the initial state first. */
function breadthFirstOrder({ states }: FsmContent): readonly string[] {
  const targets = new Map(states.map(({ id, transitions }) => [id, transitions]));
  const reached = new Set([INITIAL_STATE]);
  for (const id of reached) for (const next of targets.get(id) ?? []) reached.add(next);
  return [...reached];
}

function rank(order: readonly string[], id: string): number {
  const index = order.indexOf(id);
  return index === -1 ? order.length : index;
}

/** Not escaped: ids are Latin letters, and titles are Russian texts with «» instead of double quotes. */
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
