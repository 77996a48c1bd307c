/** The files of a new tool, and how its server names it. */
export interface NewTool {
  /** Path below the worker's folder → text. */
  readonly files: { readonly [file: string]: string };
  readonly variable: string;
  /** Name of its file in `src/tools`, without the ending. */
  readonly file: string;
}

/** Makes a small working tool that repeats a text, as a starting point. */
export function toolFiles(id: string, scope: string | null): NewTool {
  const words = (id.split('.').at(-1) ?? id).split('_');
  const file = words.join('-');
  const variable = words.map((word, index) => (index === 0 ? word : word[0]?.toUpperCase() + word.slice(1))).join('');
  return {
    variable,
    file,
    files: { [`src/tools/${file}.ts`]: tool(id, variable, scope), [`src/tools/${file}.test.ts`]: test(id, scope) },
  };
}

function tool(id: string, variable: string, scope: string | null): string {
  const today = new Date().toISOString().slice(0, 10);
  return `import * as z from 'zod';
import { tool } from './tool.ts';

/** \`${id}\`: repeats a text. */
export const ${variable} = tool({
  id: '${id}',
  version: '1.0.0',
  status: 'draft',
  updated: '${today}',
  title: 'Повторить',
  intent: 'Повтори за мной.',
  useWhen: ['нужно проверить, что сервер отвечает'],
  doNotUseWhen: [{ case: 'нужны данные ученика' }],
  scope: ${scope === null ? 'null' : `'${scope}'`},
  effect: 'read',
  semantics: 'Возвращает текст без изменений.',
  privacy: 'ничего не читает и не хранит',
  errors: ['INVALID_ARGUMENT'],
  examples: [
    { question: 'Повтори: раз', input: { text: 'раз' }, answer: 'раз' },
    { question: 'Повтори: два', input: { text: 'два' }, answer: 'два' },
  ],
  input: () => z.strictObject({ text: z.string().min(1).max(200).describe('Что повторить') }),
  output: () => z.object({ text: z.string() }),
  run: ({ text }) => ({ text }),
  summarize: ({ text }) => text,
});
`;
}

function test(id: string, scope: string | null): string {
  return `import { env, exports } from 'cloudflare:workers';
import type { McpEnv } from '@aisystant/mcp/worker';
import { callTool, issueToken, workerFetch } from '@aisystant/testing';
import { expect, test } from 'vitest';

const bindings = env as unknown as McpEnv;
const fetch = workerFetch(exports);

/** Calls the tool over the wire, with its permission. */
async function call(input: object) {
  const token = await issueToken(fetch, bindings, { userId: 'anna', scopes: [${scope === null ? '' : `'${scope}'`}] });
  return callTool(fetch, \`\${bindings.BASE_URL}/mcp\`, '${id.replaceAll('.', '_')}', input, { token });
}

test('a text comes back as it was', async () => {
  expect((await call({ text: 'раз' })).result).toMatchObject({ structuredContent: { text: 'раз' }, isError: false });
});

test('an empty text is refused by name', async () => {
  expect((await call({ text: '' })).result).toMatchObject({ isError: true, _meta: { 'aisystant/error': { field: 'text' } } });
});
`;
}
