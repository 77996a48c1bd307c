/** The files of a new tool, and how its server names it. */
export interface NewTool {
  /** Path below the worker's folder → text. */
  readonly files: { readonly [file: string]: string };
  readonly variable: string;
  readonly module: string;
}

/** Makes a small tool that works: it repeats a text. Whoever asked for it replaces what it does. */
export function toolFiles(id: string, scope: string | null): NewTool {
  const words = (id.split('.').at(-1) ?? id).split('_');
  const file = words.join('-');
  const variable = words.map((word, index) => (index === 0 ? word : word[0]?.toUpperCase() + word.slice(1))).join('');
  return {
    variable,
    module: `./tools/${file}.ts`,
    files: { [`src/tools/${file}.ts`]: tool(id, variable, scope), [`src/tools/${file}.test.ts`]: test(file, variable) },
  };
}

function tool(id: string, variable: string, scope: string | null): string {
  const today = new Date().toISOString().slice(0, 10);
  return `import { z } from 'zod';
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
  openWorld: false,
  semantics: 'Возвращает текст без изменений.',
  metrics: [],
  dependsOn: [],
  privacy: 'ничего не читает и не хранит',
  errors: ['INVALID_ARGUMENT'],
  examples: [
    { question: 'Повтори: раз', input: { text: 'раз' }, answer: 'раз' },
    { question: 'Повтори: два', input: { text: 'два' }, answer: 'два' },
  ],
  input: z.strictObject({ text: z.string().min(1).max(200).describe('Что повторить') }),
  output: z.object({ text: z.string() }),
  run: ({ text }) => ({ text }),
  summarize: ({ text }) => text,
});
`;
}

function test(file: string, variable: string): string {
  return `import type { CallContext } from '@aisystant/mcp';
import { expect, test } from 'vitest';
import { ${variable} } from './${file}.ts';

// The tool uses neither services nor the person; a real one is given its own.
const context = { user: null, now: 0, log: () => {}, signal: new AbortController().signal } as unknown as CallContext<never>;

test('a text comes back as it was', async () => {
  expect(await ${variable}.answer({ text: 'раз' }, context)).toEqual({ data: { text: 'раз' }, summary: 'раз' });
});

test('an empty text is refused by name', async () => {
  await expect(${variable}.answer({ text: '' }, context)).rejects.toMatchObject({ facts: { field: 'text' } });
});
`;
}
