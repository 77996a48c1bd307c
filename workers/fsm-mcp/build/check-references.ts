import type { ContractTool } from './content-schema.ts';
import { fileId } from './content-source.ts';
import { type ParsedContent, stateIds } from './parse-content.ts';
import { existingNames, type Problem } from './problem.ts';
import type { StateSource } from './state-source.ts';
import { arrowTargets, mentionedTools, sectionText } from './state-text.ts';

/** What a state's references are checked against. */
export type Surroundings = {
  /** Ids of all states. */
  readonly states: ReadonlySet<string>;
  /** States that can be entered from anywhere. */
  readonly global: ReadonlySet<string>;
  /** Ids of all output templates. */
  readonly templates: ReadonlySet<string>;
  /** Ids of all schemas of results. */
  readonly schemas: ReadonlySet<string>;
  /** Ids of all groups of states. */
  readonly scenarios: ReadonlySet<string>;
  /** Tools of all servers by documented id. */
  readonly tools: ReadonlyMap<string, ContractTool>;
};

type Message = readonly [field: string, message: string];

/** What the states of a content refer to. */
export function surroundingsOf(content: ParsedContent): Surroundings {
  return {
    states: new Set(stateIds(content)),
    global: new Set(content.fsm?.global_transitions ?? []),
    templates: new Set(content.source.templates.map(fileId)),
    schemas: new Set(content.source.schemas.map(fileId)),
    scenarios: new Set(Object.keys(content.fsm?.scenarios ?? {})),
    tools: new Map(content.tools.map((tool) => [tool.id, tool])),
  };
}

/** Names in a state that lead nowhere, or that its parts write differently. */
export function checkReferences(state: StateSource, around: Surroundings): readonly Problem[] {
  const messages = [
    ...idMessages(state),
    ...transitionMessages(state, around),
    ...arrowMessages(state, around),
    ...kindMessages(state, around),
    ...entryMessages(state, around),
    ...groupMessages(state, around),
    ...templateMessages(state, around),
    ...(around.tools.size === 0 ? [] : toolMessages(state, around)),
  ];
  return messages.map(([field, message]) => ({ file: state.file.path, field, message }));
}

function idMessages({ file, head }: StateSource): readonly Message[] {
  const name = fileId(file);
  return head.id === name ? [] : [['id', `"${head.id}" не совпадает с именем файла "${name}"`]];
}

function transitionMessages({ head }: StateSource, { states }: Surroundings): readonly Message[] {
  return head.transitions
    .map(({ to }, index) => [`transitions[${index}].to`, to] as const)
    .filter(([, to]) => !states.has(to))
    .map(([field, to]) => [field, `нет состояния "${to}". ${existingNames(states)}`]);
}

/** The section «Переходы» and the field `transitions` say the same; arrows elsewhere follow a way that is open. */
function arrowMessages({ head, sections }: StateSource, { global }: Surroundings): readonly Message[] {
  const drawn = new Set(head.transitions.map(({ to }) => to));
  const written = new Set(arrowTargets(sectionText(sections, 'Переходы')));
  const elsewhere = sections
    .filter(({ name }) => name !== 'Переходы')
    .flatMap(({ name, text }) => arrowTargets(text).map((to) => [name, to] as const));
  return [
    ...[...drawn]
      .filter((to) => !written.has(to))
      .map((to) => ['«Переходы»', `нет строки со стрелкой «→ ${to}»`] as const),
    ...[...written]
      .filter((to) => !drawn.has(to))
      .map((to) => ['«Переходы»', `"${to}" нет в поле transitions`] as const),
    ...elsewhere
      .filter(([, to]) => !drawn.has(to) && !global.has(to))
      .map(([name, to]) => [`«${name}»`, `стрелка ведёт в "${to}", а в transitions его нет`] as const),
  ];
}

function kindMessages({ file, head }: StateSource, { global }: Surroundings): readonly Message[] {
  const listed = global.has(fileId(file));
  return [
    ...(head.global === listed ? [] : [['global', globalMessage(listed)] as const]),
    ...(head.terminal && head.transitions.length > 0
      ? [['terminal', 'разговор здесь заканчивается, поэтому transitions пуст'] as const]
      : []),
  ];
}

function globalMessage(listed: boolean): string {
  return listed
    ? 'состояние есть в global_transitions файла fsm.yaml, поэтому здесь нужно global: true'
    : 'добавьте состояние в global_transitions файла fsm.yaml или уберите это поле';
}

function entryMessages({ head }: StateSource, { states }: Surroundings): readonly Message[] {
  return head.entered_from
    .map(({ from }, index) => [`entered_from[${index}].from`, from] as const)
    .filter(([, from]) => !states.has(from))
    .map(([field, from]) => [field, `нет состояния "${from}". ${existingNames(states)}`]);
}

function groupMessages({ head }: StateSource, { scenarios, schemas }: Surroundings): readonly Message[] {
  const { scenario, result_schema: schema } = head;
  return [
    ...(scenarios.has(scenario)
      ? []
      : [['scenario', `нет сценария "${scenario}" в fsm.yaml (scenarios). ${existingNames(scenarios)}`] as const]),
    ...(schema === undefined || schemas.has(schema)
      ? []
      : [['result_schema', `нет схемы "${schema}" в content/schemas. ${existingNames(schemas)}`] as const]),
  ];
}

function templateMessages({ head }: StateSource, { templates }: Surroundings): readonly Message[] {
  const id = head.output_template;
  if (id === undefined || templates.has(id)) return [];
  return [['output_template', `нет шаблона "${id}" в content/output-templates. ${existingNames(templates)}`]];
}

function toolMessages(state: StateSource, around: Surroundings): readonly Message[] {
  return [
    ...allowedToolMessages(state, around),
    ...state.head.data.flatMap((need, index) => dataMessages(state, around, need, `data[${index}]`)),
    ...mentionMessages(state, around),
    ...consentMessages(state, around),
  ];
}

function allowedToolMessages({ head }: StateSource, { tools }: Surroundings): readonly Message[] {
  return head.allowed_tools
    .map((id, index) => [`allowed_tools[${index}]`, id] as const)
    .filter(([, id]) => !tools.has(id))
    .map(([field, id]) => [field, `инструмента "${id}" нет ни у одного сервера. ${existingNames(tools.keys())}`]);
}

function dataMessages(
  { head }: StateSource,
  { tools, states, global }: Surroundings,
  { tool, args, fallback }: StateSource['head']['data'][number],
  field: string,
): readonly Message[] {
  const properties = tools.get(tool)?.input_schema.properties;
  const ways = new Set([head.id, ...global, ...head.transitions.map(({ to }) => to)].filter((id) => states.has(id)));
  const unknown = properties === undefined ? [] : Object.keys(args).filter((name) => !Object.hasOwn(properties, name));
  return [
    ...(head.allowed_tools.includes(tool) ? [] : [[`${field}.tool`, `"${tool}" нет в allowed_tools`] as const]),
    ...unknown.map(
      (name) =>
        [
          `${field}.args.${name}`,
          `у "${tool}" нет такого поля. ${existingNames(Object.keys(properties ?? {}))}`,
        ] as const,
    ),
    ...(ways.has(fallback)
      ? []
      : [[`${field}.fallback`, `в "${fallback}" отсюда не попасть. ${existingNames(ways)}`] as const]),
  ];
}

/** Texts name tools by documented id, one tool a step at most, and only those that the state allows. */
function mentionMessages({ head, sections, steps }: StateSource, { tools }: Surroundings): readonly Message[] {
  const documentedIds = new Map([...tools.values()].map(({ id, name }) => [name, id]));
  return [
    ...sections.flatMap(({ name, text }) => [
      ...mentionedTools(text)
        .filter((id) => !head.allowed_tools.includes(id))
        .map((id) => [`«${name}»`, `назван инструмент "${id}", которого нет в allowed_tools`] as const),
      ...(text.match(/[a-z][a-z0-9_]+/g) ?? [])
        .filter((word) => documentedIds.has(word))
        .map((word) => [`«${name}»`, `вместо "${word}" пишите "${documentedIds.get(word)}"`] as const),
    ]),
    ...steps
      .filter(({ text }) => mentionedTools(text).length > 1)
      .map(({ number }) => ['«Шаги»', `в шаге ${number} больше одного инструмента: разделите шаг`] as const),
  ];
}

function consentMessages({ head }: StateSource, { tools }: Surroundings): readonly Message[] {
  const kinds = [['read', 'читает'] as const, ['write', 'записывает'] as const];
  return kinds.flatMap(([kind, verb]) => {
    const tool = head.allowed_tools.find((id) => tools.get(id)?.scope?.endsWith(`:${kind}`));
    if (tool === undefined || head.consent[kind]) return [];
    return [[`consent.${kind}`, `"${tool}" ${verb} данные ученика, поэтому здесь нужно true`] as const];
  });
}
