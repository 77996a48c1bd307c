import { availableNames, fileId, type Problem } from '@aisystant/mcp/content';
import * as z from 'zod';
import { ru } from 'zod/locales';
import type { ContractTool } from './content-schema.ts';
import { type ParsedContent, stateIds } from './parse-content.ts';
import type { StateSource } from './state-source.ts';
import { arrowTargets, mentionedTools, sectionText } from './state-text.ts';

/** All names a state may refer to. */
export type ReferenceIndex = {
  /** Ids of all states. */
  readonly states: ReadonlySet<string>;
  /** States where the conversation ends. */
  readonly terminal: ReadonlySet<string>;
  /** States that can be entered from any state. */
  readonly global: ReadonlySet<string>;
  /** Ids of all output templates. */
  readonly templates: ReadonlySet<string>;
  /** Ids of all result schemas. */
  readonly schemas: ReadonlySet<string>;
  /** Ids of all scenarios. */
  readonly scenarios: ReadonlySet<string>;
  /** Tools of all servers by documented id. */
  readonly tools: ReadonlyMap<string, ContractTool>;
};

type Message = readonly [field: string, message: string];

/** Collects the names of a content. */
export function createReferenceIndex(content: ParsedContent): ReferenceIndex {
  return {
    states: new Set(stateIds(content)),
    terminal: new Set(content.states.flatMap(({ head }) => (head.terminal ? head.id : []))),
    global: new Set(content.fsm?.global_transitions ?? []),
    templates: new Set(content.source.templates.map(fileId)),
    schemas: new Set(content.source.schemas.map(fileId)),
    scenarios: new Set(Object.keys(content.fsm?.scenarios ?? {})),
    tools: new Map(content.tools.map((tool) => [tool.id, tool])),
  };
}

/** Checks the names in a state: each must exist, and text and fields must agree. */
export function checkReferences(state: StateSource, index: ReferenceIndex): readonly Problem[] {
  const messages = [
    ...idMessages(state),
    ...repeatedMessages(state),
    ...transitionMessages(state, index),
    ...arrowMessages(state, index),
    ...globalMessages(state, index),
    ...entryMessages(state, index),
    ...scenarioMessages(state, index),
    ...templateMessages(state, index),
    ...(index.tools.size === 0 ? [] : toolMessages(state, index)),
  ];
  return messages.map(([field, message]) => ({ file: state.file.path, field, message }));
}

function idMessages({ file, head }: StateSource): readonly Message[] {
  const name = fileId(file);
  return head.id === name ? [] : [['id', `"${head.id}" не совпадает с именем файла "${name}"`]];
}

/** A name that is given twice is given twice to the model too. */
function repeatedMessages({ head }: StateSource): readonly Message[] {
  const lists = [
    ['allowed_tools', '', head.allowed_tools],
    ['transitions', '.to', head.transitions.map(({ to }) => to)],
    ['entered_from', '.from', head.entered_from.map(({ from }) => from)],
  ] as const;
  return lists.flatMap(([list, part, names]) =>
    names.flatMap((name, index): readonly Message[] =>
      names.indexOf(name) === index ? [] : [[`${list}[${index}]${part}`, `"${name}" уже есть выше`]],
    ),
  );
}

function transitionMessages({ head }: StateSource, { states }: ReferenceIndex): readonly Message[] {
  return head.transitions
    .map(({ to }, index) => [`transitions[${index}].to`, to] as const)
    .filter(([, to]) => !states.has(to))
    .map(([field, to]) => [field, `нет состояния "${to}". ${availableNames(states)}`]);
}

/** The section «Переходы» and the field `transitions` must agree; arrows elsewhere must be allowed transitions. */
function arrowMessages({ head, sections }: StateSource, { global }: ReferenceIndex): readonly Message[] {
  const declared = new Set(head.transitions.map(({ to }) => to));
  const written = new Set(arrowTargets(sectionText(sections, 'Переходы')));
  const elsewhere = sections
    .filter(({ name }) => name !== 'Переходы')
    .flatMap(({ name, text }) => arrowTargets(text).map((to) => [name, to] as const));
  return [
    ...[...declared]
      .filter((to) => !written.has(to))
      .map((to) => ['«Переходы»', `нет строки со стрелкой «→ ${to}»`] as const),
    ...[...written]
      .filter((to) => !declared.has(to))
      .map((to) => ['«Переходы»', `"${to}" нет в поле transitions`] as const),
    ...elsewhere
      .filter(([, to]) => !declared.has(to) && !global.has(to))
      .map(([name, to]) => [`«${name}»`, `стрелка ведёт в "${to}", а в transitions его нет`] as const),
  ];
}

function globalMessages({ file, head }: StateSource, { global }: ReferenceIndex): readonly Message[] {
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

function entryMessages({ head }: StateSource, { states, terminal }: ReferenceIndex): readonly Message[] {
  return head.entered_from.flatMap(({ from }, index): readonly Message[] => {
    const field = `entered_from[${index}].from`;
    if (!states.has(from)) return [[field, `нет состояния "${from}". ${availableNames(states)}`]];
    if (!terminal.has(from)) return [];
    return [
      [field, `в "${from}" разговор заканчивается (terminal: true), оттуда сюда не прийти: назовите другое состояние`],
    ];
  });
}

function scenarioMessages({ head }: StateSource, { scenarios, schemas }: ReferenceIndex): readonly Message[] {
  const { scenario, result_schema: schema } = head;
  return [
    ...(scenarios.has(scenario)
      ? []
      : [['scenario', `нет сценария "${scenario}" в fsm.yaml (scenarios). ${availableNames(scenarios)}`] as const]),
    ...(schema === undefined || schemas.has(schema)
      ? []
      : [['result_schema', `нет схемы "${schema}" в content/schemas. ${availableNames(schemas)}`] as const]),
  ];
}

function templateMessages({ head }: StateSource, { templates }: ReferenceIndex): readonly Message[] {
  const id = head.output_template;
  if (id === undefined || templates.has(id)) return [];
  return [['output_template', `нет шаблона "${id}" в content/output-templates. ${availableNames(templates)}`]];
}

function toolMessages(state: StateSource, index: ReferenceIndex): readonly Message[] {
  return [
    ...allowedToolMessages(state, index),
    ...state.head.data.flatMap((data, position) => dataMessages(state, index, data, `data[${position}]`)),
    ...mentionMessages(state, index),
    ...consentMessages(state, index),
  ];
}

function allowedToolMessages({ head }: StateSource, { tools }: ReferenceIndex): readonly Message[] {
  return head.allowed_tools
    .map((id, index) => [`allowed_tools[${index}]`, id] as const)
    .filter(([, id]) => !tools.has(id))
    .map(([field, id]) => [field, `инструмента "${id}" нет ни у одного сервера. ${availableNames(tools.keys())}`]);
}

function dataMessages(
  { head }: StateSource,
  { tools, states, global }: ReferenceIndex,
  { tool, args, fallback }: StateSource['head']['data'][number],
  field: string,
): readonly Message[] {
  const properties = tools.get(tool)?.input_schema.properties;
  const targets = new Set([head.id, ...global, ...head.transitions.map(({ to }) => to)].filter((id) => states.has(id)));
  const missing = (tools.get(tool)?.input_schema.required ?? []).filter((name) => !Object.hasOwn(args, name));
  const unknown = properties === undefined ? [] : Object.keys(args).filter((name) => !Object.hasOwn(properties, name));
  return [
    ...(head.allowed_tools.includes(tool) ? [] : [[`${field}.tool`, `"${tool}" нет в allowed_tools`] as const]),
    ...unknown.map(
      (name) =>
        [
          `${field}.args.${name}`,
          `у "${tool}" нет такого поля. ${availableNames(Object.keys(properties ?? {}))}`,
        ] as const,
    ),
    ...wrongValueMessages(args, properties ?? {}, `"${tool}"`).map(
      ([name, why]): Message => [`${field}.args.${name}`, why],
    ),
    ...(missing.length === 0
      ? []
      : [[`${field}.args`, `"${tool}" не ответит без поля ${missing.join(', ')}`] as const]),
    ...(targets.has(fallback)
      ? []
      : [[`${field}.fallback`, `в "${fallback}" отсюда не попасть. ${availableNames(targets)}`] as const]),
  ];
}

/** Values that the tool would refuse, each with the name of its field. */
function wrongValueMessages(
  args: StateSource['head']['data'][number]['args'],
  properties: ContractTool['input_schema']['properties'],
  tool: string,
): readonly Message[] {
  return Object.entries(args).flatMap(([name, value]): readonly Message[] => {
    if (!Object.hasOwn(properties, name)) return [];
    const schema = schemaOf(properties[name]);
    const issue = schema.safeParse(value, { error: ru().localeError }).error?.issues[0];
    return issue === undefined ? [] : [[name, `${tool} не примет ${JSON.stringify(value)}: ${issue.message}`]];
  });
}

/** The schema of a field; any value fits one that refers to parts of the whole schema of its tool. */
function schemaOf(property: unknown): z.ZodType {
  if (JSON.stringify(property).includes('"$ref"')) return z.unknown();
  return z.fromJSONSchema(property as Parameters<typeof z.fromJSONSchema>[0]);
}

/** Texts name tools by documented id, only allowed ones, and at most one in each step. */
function mentionMessages({ head, sections, steps }: StateSource, { tools }: ReferenceIndex): readonly Message[] {
  const texts = [
    ...sections.map(({ name, text }) => [`«${name}»`, text] as const),
    ...head.transitions.map(({ when }, index) => [`transitions[${index}].when`, when] as const),
  ];
  return [
    ...texts.flatMap(([field, text]) => [
      ...mentionedTools(text)
        .filter((id) => !head.allowed_tools.includes(id))
        .map((id) => [field, `назван инструмент "${id}", которого нет в allowed_tools`] as const),
      ...wireNameMessages(text, [...tools.values()]).map((message) => [field, message] as const),
    ]),
    ...steps
      .filter(({ text }) => mentionedTools(text).length > 1)
      .map(({ number }) => ['«Шаги»', `в шаге ${number} больше одного инструмента: разделите шаг`] as const),
  ];
}

/** Names that a model calls, in a text where documented ids are written: the build puts the former in. */
export function wireNameMessages(text: string, tools: readonly ContractTool[]): readonly string[] {
  // `search` and `fetch` have the same name on the wire; in a text they are words.
  const documentedIds = new Map(tools.flatMap(({ id, name }) => (id === name ? [] : [[name, id] as const])));
  return (text.match(/[a-z][a-z0-9_]+/g) ?? [])
    .filter((word) => documentedIds.has(word))
    .map((word) => `вместо "${word}" пишите "${documentedIds.get(word)}"`);
}

function consentMessages({ head }: StateSource, { tools }: ReferenceIndex): readonly Message[] {
  const accesses = [['read', 'читает'] as const, ['write', 'записывает'] as const];
  return accesses.flatMap(([access, verb]) => {
    const tool = head.allowed_tools.find((id) => tools.get(id)?.scope?.endsWith(`:${access}`));
    if (tool === undefined || head.consent[access]) return [];
    return [[`consent.${access}`, `"${tool}" ${verb} данные ученика, поэтому здесь нужно true`] as const];
  });
}
