import { availableNames, fileId, type Problem } from '@aisystant/mcp/content';
import { INITIAL_STATE } from '../src/domain/content-model.ts';
import { type ParsedContent, stateIds } from './parse-content.ts';
import type { StateSource } from './state-source.ts';

/** Checks the state machine as a graph: duplicate names, unknown targets, unreachable states, dead ends. */
export function checkGraph(content: ParsedContent): readonly Problem[] {
  return [
    ...initialProblems(content),
    ...duplicateIdProblems(content),
    ...aliasProblems(content),
    ...globalProblems(content),
    ...intentProblems(content),
    ...reachabilityProblems(content),
  ];
}

function initialProblems(content: ParsedContent): readonly Problem[] {
  if (stateIds(content).includes(INITIAL_STATE)) return [];
  const file = `${INITIAL_STATE}.md`;
  return [
    { file: content.source.fsm.path, field: null, message: `среди состояний нет начального: нужен файл ${file}` },
  ];
}

function duplicateIdProblems({ states }: ParsedContent): readonly Problem[] {
  return states.flatMap(({ head, file }, index) => {
    const first = states.findIndex((other) => other.head.id === head.id);
    if (first === index) return [];
    return [{ file: file.path, field: 'id', message: `id "${head.id}" уже занят в ${states[first]?.file.path}` }];
  });
}

function aliasProblems(content: ParsedContent): readonly Problem[] {
  const taken = new Map(stateIds(content).map((id) => [id, `состоянием ${id}`]));
  return content.states.flatMap(({ head, file }) =>
    head.aliases.flatMap((alias, index) => {
      const owner = taken.get(alias);
      taken.set(alias, owner ?? `псевдонимом состояния ${head.id}`);
      if (owner === undefined) return [];
      return [{ file: file.path, field: `aliases[${index}]`, message: `"${alias}" уже занят ${owner}` }];
    }),
  );
}

function globalProblems(content: ParsedContent): readonly Problem[] {
  const ids = stateIds(content);
  const global = content.fsm?.global_transitions ?? [];
  return global.flatMap((id, index) => {
    const field = `global_transitions[${index}]`;
    if (global.indexOf(id) < index) return [{ file: content.source.fsm.path, field, message: `"${id}" уже есть выше` }];
    if (ids.includes(id)) return [];
    return [{ file: content.source.fsm.path, field, message: `нет состояния "${id}". ${availableNames(ids)}` }];
  });
}

function intentProblems(content: ParsedContent): readonly Problem[] {
  const file = content.source.intents.path;
  const ids = stateIds(content);
  return content.intents.flatMap(({ id, state }, index) => {
    const repeated = content.intents.findIndex((other) => other.id === id) !== index;
    return [
      ...(repeated ? [{ file, field: `intents[${index}].id`, message: `намерение "${id}" уже есть` }] : []),
      ...(ids.includes(state)
        ? []
        : [{ file, field: `intents[${index}].state`, message: `нет состояния "${state}". ${availableNames(ids)}` }]),
    ];
  });
}

/** Only if every state was parsed: a missing one would make its neighbours look unreachable. */
function reachabilityProblems(content: ParsedContent): readonly Problem[] {
  const parsed = content.states.filter(({ file, head }) => head.id === fileId(file));
  if (parsed.length < content.source.states.length) return [];
  const transitions = new Map(content.states.map(({ head }) => [head.id, head.transitions.map(({ to }) => to)]));
  const global = content.fsm?.global_transitions ?? [];
  const fromInit = reachable([INITIAL_STATE, ...global], (id) => transitions.get(id) ?? []);
  const toInit = reachable([INITIAL_STATE], (id) =>
    content.states.filter(({ head }) => head.transitions.some(({ to }) => to === id)).map(({ head }) => head.id),
  );
  return content.states.flatMap((state) => [
    ...(fromInit.has(state.head.id) ? [] : [unreachable(state)]),
    ...(state.head.terminal || toInit.has(state.head.id) ? [] : [deadEnd(state)]),
  ]);
}

function unreachable({ file }: StateSource): Problem {
  const message = `сюда нельзя попасть из ${INITIAL_STATE}: нужен переход из другого состояния`;
  return { file: file.path, field: null, message };
}

function deadEnd({ file }: StateSource): Problem {
  const message = `отсюда нет пути в ${INITIAL_STATE}; общие переходы не в счёт. Если разговор здесь заканчивается, добавьте terminal: true`;
  return { file: file.path, field: 'transitions', message };
}

function reachable(starts: readonly string[], next: (id: string) => readonly string[]): ReadonlySet<string> {
  const seen = new Set(starts);
  for (const id of seen) for (const neighbour of next(id)) seen.add(neighbour);
  return seen;
}
