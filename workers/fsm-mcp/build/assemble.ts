import { createHash } from 'node:crypto';
import { fileId } from '@aisystant/mcp/content';
import { type FsmContent, type FsmState, schemaUri } from '../src/domain/content-model.ts';
import type { ContractTool } from './content-schema.ts';
import type { ContentSource } from './content-source.ts';
import { parseContent, type SchemaSource } from './parse-content.ts';
import type { StateSource } from './state-source.ts';
import { mentionedTools, sectionText, withWireNames } from './state-text.ts';

type Tools = ReadonlyMap<string, ContractTool>;

/**
 * Compiles validated content. Deterministic.
 * @throws Error if the content is invalid
 */
export function assemble(source: ContentSource): FsmContent {
  const { content } = parseContent(source);
  if (content.fsm === null) throw new Error('The content has not been validated');
  const { assistant, fsm_version, global_transitions, scenarios, styles } = content.fsm;
  const tools = new Map(content.tools.map((tool) => [tool.id, tool]));
  const text = (markdown: string) => withWireNames(markdown.trim(), wireNames(tools));
  return {
    assistant,
    fsm_version,
    base_rules: text(source.baseRules.text),
    consent: text(source.consent.text),
    changelog: content.changes,
    scenarios: Object.entries(scenarios).map(([id, title]) => ({ id, title })),
    global_transitions,
    intents: content.intents,
    templates: Object.fromEntries(source.templates.map((file) => [fileId(file), text(file.text)])),
    schemas: Object.fromEntries(content.schemas.map((schema) => [fileId(schema.file), assembleSchema(schema, tools)])),
    styles,
    states: content.states.map((state) => assembleState(state, tools, text)),
    aliases: Object.fromEntries(content.states.flatMap(({ head }) => head.aliases.map((alias) => [alias, head.id]))),
  };
}

function assembleState(state: StateSource, tools: Tools, text: (markdown: string) => string): FsmState {
  const { head, sections } = state;
  const compiled = {
    id: head.id,
    title: head.title,
    scenario: head.scenario,
    version: head.version,
    goal: text(sectionText(sections, 'Цель')),
    instructions: text(state.body),
    steps: state.steps.map((step, index) => {
      const [tool] = mentionedTools(step.text);
      return { n: index + 1, do: text(step.text), tool: tool === undefined ? null : contractOf(tools, tool).name };
    }),
    questions: state.questions.map(text),
    max_questions: head.max_questions,
    data_requirements: head.data.map(({ tool, args, fallback }) => {
      const { name, scope } = contractOf(tools, tool);
      return { tool: name, args, scope: scope ?? null, fallback };
    }),
    allowed_tools: head.allowed_tools.map((id) => contractOf(tools, id).name),
    output_template: head.output_template ?? null,
    result_schema: head.result_schema ?? null,
    transitions: head.transitions.map(({ to }) => to),
    transition_rules: head.transitions.map((rule) => ({ ...rule, when: text(rule.when) })),
    returns: head.returns,
    degradation: text(sectionText(sections, 'Деградация')),
    constraints: state.constraints.map(text),
    consent: head.consent,
  };
  return { ...compiled, etag: `sha256-${createHash('sha256').update(JSON.stringify(compiled)).digest('hex')}` };
}

function assembleSchema({ file, schema }: SchemaSource, tools: Tools): Readonly<Record<string, unknown>> {
  const { 'x-saved-by': savedBy, ...rest } = schema;
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: schemaUri(fileId(file)),
    ...rest,
    ...(savedBy !== undefined && { 'x-saved-by': contractOf(tools, savedBy).name }),
  };
}

function contractOf(tools: Tools, id: string): ContractTool {
  const tool = tools.get(id);
  if (tool === undefined) throw new Error(`The content has not been validated: no tool ${id}`);
  return tool;
}

function wireNames(tools: Tools): ReadonlyMap<string, string> {
  return new Map([...tools.values()].map(({ id, name }) => [id, name]));
}
