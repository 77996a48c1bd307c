import {
  definePrompt,
  defineResource,
  defineServer,
  defineTool,
  type ServerDefinition,
  type Tool,
  ToolError,
} from '@aisystant/mcp';
import type { McpEnv } from '@aisystant/mcp/worker';
import * as z from 'zod';
import { schemaWithEveryKeyword } from './json-schema.ts';
import { skill } from './skill.ts';

/** The scope of the server that asks for a token. */
export const SCOPE = 'conformance:use';

type Services = Readonly<Record<never, never>>;

const tool = defineTool.for<Services>();
const resource = defineResource.for<Services>();

const facts = {
  version: '1.0.0',
  status: 'stable',
  updated: '2026-11-20',
  intent: 'Does the kit conform?',
  useWhen: ['the suite runs'],
  doNotUseWhen: [],
  effect: 'read',
  semantics: 'Names and answers are those that the suite expects.',
  privacy: 'holds no data',
  errors: [],
  examples: [
    { question: 'First?', input: {}, answer: 'Text.' },
    { question: 'Second?', input: {}, answer: 'Text.' },
  ],
} as const;

const textFacts = {
  version: '1.0.0',
  status: 'stable',
  updated: '2026-11-20',
  freshness: 'never',
  privacy: 'holds no data',
} as const;

/** The tested features that the kit offers. Every tool and resource needs `scope`; `null` opens them. */
export function conformanceServer(scope: string | null): ServerDefinition<McpEnv, Services> {
  return defineServer<McpEnv, Services>({
    name: 'conformance',
    version: '1.0.0',
    updated: '2026-11-20',
    title: { ru: 'Проверка протокола', en: 'Conformance' },
    owner: 'kit',
    instructions: 'Answers the official conformance suite.',
    scopes: { [SCOPE]: { ru: 'Проверять протокол', en: 'Check the protocol' } },
    needsEmail: false,
    tools: [...answers(scope), ...schemas(scope)],
    resources: resources(scope),
    prompts: [simplePrompt, promptWithArguments],
    skills: [skill],
    routes: [],
    services: () => ({}),
  });
}

function answers(scope: string | null): Tool<Services>[] {
  const simpleText = tool({
    ...facts,
    id: 'test.simple_text',
    title: 'Simple text',
    scope,
    input: () => z.strictObject({}),
    output: () => z.object({ text: z.string() }),
    run: () => ({ text: 'This is a simple text response for testing.' }),
    summarize: ({ text }) => text,
  });
  const failing = tool({
    ...facts,
    id: 'test.error_handling',
    title: 'Fail',
    scope,
    errors: ['CONFLICT'],
    input: () => z.strictObject({}),
    output: () => z.object({}),
    run: () => {
      throw new ToolError('CONFLICT', 'This tool intentionally returns an error for testing.');
    },
    summarize: () => '',
  });
  return [simpleText, failing];
}

function schemas(scope: string | null): Tool<Services>[] {
  const inHeader = tool({
    ...facts,
    id: 'test.header_parameter',
    title: 'A parameter that clients repeat in a header',
    scope,
    examples: [
      { question: 'North?', input: { region: 'north' }, answer: 'The region.' },
      { question: 'South?', input: { region: 'south' }, answer: 'The region.' },
    ],
    input: () => z.strictObject({ region: z.string().max(100).meta({ 'x-mcp-header': 'Region' }) }),
    output: () => z.object({ region: z.string() }),
    run: ({ region }) => ({ region }),
    summarize: ({ region }) => region,
  });
  const everyKeyword = tool({
    ...facts,
    id: 'json_schema_2020_12_tool',
    title: 'JSON Schema 2020-12',
    scope,
    input: () => z.strictObject({}),
    output: () => z.object({}),
    run: () => ({}),
    summarize: () => 'ok',
  });
  return [inHeader, { ...everyKeyword, inputSchema: schemaWithEveryKeyword }];
}

function resources(scope: string | null) {
  const staticText = resource({
    ...textFacts,
    name: 'static-text',
    title: 'Static text',
    purpose: 'A text at a fixed address.',
    mime: 'text/markdown',
    scope,
    structure: 'one sentence',
    example: 'What does it say?',
    uri: 'test://static-text',
    read: () => 'This is the content of the static text resource.',
  });
  const template = resource({
    ...textFacts,
    name: 'template',
    title: 'A family',
    purpose: 'One object for each id.',
    mime: 'application/json',
    scope,
    structure: 'id, templateTest, data',
    example: 'What is object 123?',
    template: 'test://template/{id}/data',
    values: () => ['123'],
    read: (id: string) => JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` }),
  });
  return [staticText, template];
}

const promptFacts = { version: '1.0.0', updated: '2026-11-20' } as const;

const simplePrompt = definePrompt({
  ...promptFacts,
  name: 'test_simple_prompt',
  title: 'Simple prompt',
  purpose: 'A prompt without arguments.',
  arguments: () => z.object({}),
  render: () => 'This is a simple prompt for testing.',
});

const promptWithArguments = definePrompt({
  ...promptFacts,
  name: 'test_prompt_with_arguments',
  title: 'Prompt with arguments',
  purpose: 'Repeats its two arguments.',
  arguments: () => z.object({ arg1: z.string(), arg2: z.string() }),
  render: ({ arg1, arg2 }) => `Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`,
});
