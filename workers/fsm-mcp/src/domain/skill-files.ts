import { oneLine } from '@aisystant/mcp/text';
import type { FsmContent, FsmState } from './content-model.ts';

/** A scenario that a person can install as a skill: a row of `content/skills.yaml`. */
export type SkillDefinition = {
  /** Name of the skill and of its folder. */
  readonly id: string;
  /** Title in Russian. */
  readonly title: string;
  /** What it is for and when to use it, in Russian. */
  readonly description: string;
  /** Ids of its states; the first begins the scenario. */
  readonly states: readonly string[];
};

/**
 * The files of a skill by path: `SKILL.md` with the rules and the order of the steps, a file for each state, and the templates
 * and schemas that these name. The texts are those that `get_instruction` returns. Deterministic.
 */
export function skillFiles(content: FsmContent, skill: SkillDefinition): Readonly<Record<string, string>> {
  const states = skill.states.flatMap((id) => content.states.find((state) => state.id === id) ?? []);
  const templates = named(states, 'output_template').map((id) => [templatePath(id), content.templates[id] ?? '']);
  const schemas = named(states, 'result_schema').map((id) => [
    schemaPath(id),
    JSON.stringify(content.schemas[id], null, 2),
  ]);
  return {
    'SKILL.md': skillText(content, skill, states),
    ...Object.fromEntries(states.map((state) => [statePath(state.id), stateText(state)])),
    ...Object.fromEntries([...templates, ...schemas]),
  };
}

const statePath = (id: string) => `states/${id}.md`;
const templatePath = (id: string) => `templates/${id}.md`;
const schemaPath = (id: string) => `schemas/${id}.json`;

/** The distinct templates or schemas of states. */
function named(states: readonly FsmState[], field: 'output_template' | 'result_schema'): readonly string[] {
  return [...new Set(states.flatMap((state) => state[field] ?? []))];
}

function skillText(content: FsmContent, skill: SkillDefinition, states: readonly FsmState[]): string {
  const { id, title, description } = skill;
  const tools = [...new Set(states.flatMap(({ allowed_tools }) => allowed_tools))].sort();
  return [
    '---',
    `name: ${id}`,
    `description: ${JSON.stringify(description)}`,
    `metadata: { version: "${content.fsm_version}" }`,
    '---',
    '',
    `# ${title}`,
    '',
    `Сценарий Проводника, помощника ученика Aisystant. Он начинается с первого шага; файл шага читается перед ним целиком. Переход к шагу, которого здесь нет, — get_instruction с его именем в state. Инструменты сценария: ${tools.join(', ')}.`,
    '',
    '## Шаги',
    '',
    ...states.map((state, index) => stepLine(state, index + 1)),
    '',
    inner(content.base_rules),
    '',
    inner(content.consent),
    '',
  ].join('\n');
}

function stepLine({ id, title, goal, transitions }: FsmState, number: number): string {
  const next = transitions.length > 0 ? ` Дальше: ${transitions.join(', ')}.` : '';
  return `${number}. [${title}](${statePath(id)}): ${oneLine(goal)}${next}`;
}

function stateText({ title, instructions, output_template, result_schema }: FsmState): string {
  const files = [
    ...(output_template === null ? [] : [`Форма ответа: ../${templatePath(output_template)}`]),
    ...(result_schema === null ? [] : [`Поля результата: ../${schemaPath(result_schema)}`]),
  ];
  return [`# ${title}`, instructions, ...files].join('\n\n').concat('\n');
}

/** A text as a part of another: its headings go down a level. */
const inner = (markdown: string) => markdown.replace(/^#/gm, '##');
