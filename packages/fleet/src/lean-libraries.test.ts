import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { bundleCode } from './bundler.ts';
import { OF_ZOD } from './lean-libraries.ts';
import { ROOT } from './paths.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

async function bundledFixture(): Promise<string> {
  const entry = path.join(ROOT, 'packages', 'mcp', 'fixture', 'index.ts');
  const { modules } = await bundleCode(entry, { name: 'fixture', home: temporaryFolder() });
  return String(modules[0].content);
}

test('a bundle has of libraries and definitions what its server reaches, and no more', async () => {
  const code = await bundledFixture();
  const left = (texts: readonly string[]) => texts.filter((text) => code.includes(text));
  const registries = ['registerTool', '_createRegisteredPrompt', 'OAuthTokenRevocationRequest', 'specTypeSchemas'];
  const requests = ['sampling tools capability', 'Client does not support url elicitation', 'Request timed out'];
  const streams = ['last-event-id', 'Only one SSE stream'];
  const schemas = ['includeContext', 'stopSequences', 'op_policy_uri', 'enumNames', '$ZodKSUID', '$ZodCIDRv6'];
  const grants = ['subject_token', 'ID-JAG', 'runEmaPipeline(', 'batchSize', 'is not covered by resourceMetadata'];
  const settings = [
    'Invalid Host header',
    'Public client registration',
    'remember must be',
    'reference cycle',
    'draft-07/schema',
  ];
  const applications = ['Invalid mounted path', '.basePath('];
  const all = [...registries, ...requests, ...streams, ...schemas, ...grants, ...settings, ...applications];
  expect(left(all)).toEqual([]);
  // Facts that only the documentation tells: of an example, of a resource, of what tools share.
  expect(left(['Откажись ещё раз', 'один абзац', 'только свои заметки'])).toEqual([]);
  // What it serves by, and what it tells a model.
  const served = ['server/discover', 'Сломайся.', 'нужен пример', 'Даёт одну книгу с полки.'];
  expect(left(served)).toEqual(served);
});

/** The sources of Workers that match an expression. */
function sourcesWith(expression: RegExp): readonly string[] {
  const files = globSync(['packages/{mcp,oauth,search,upstream}/src/**/*.ts', 'workers/*/src/**/*.ts'], {
    cwd: ROOT,
    exclude: ['**/*.test.ts', '**/testing/**', 'packages/mcp/src/define/contract.ts'],
  });
  expect(files.length).toBeGreaterThan(200);
  return files.filter((file) => expression.test(readFileSync(path.join(ROOT, file), 'utf8')));
}

test('no request reads a fact that only the documentation tells', () => {
  const facts = '\\b(?:errors|examples|metrics|privacy)\\b';
  expect(sourcesWith(new RegExp(`facts\\??\\.${facts}|facts: \\{[^}]*${facts}`))).toEqual([]);
});

test('no page is of an application within the application of its server', () => {
  expect(sourcesWith(/\.(?:route|basePath|mount)\(/)).toEqual([]);
});

test('no schema has a format that is left out of zod', () => {
  const formats = Object.values(OF_ZOD).flat();
  expect(sourcesWith(new RegExp(`(?<!z|iso|console)\\.(?:${formats.join('|')})\\(`))).toEqual([]);
  expect(formats).toContain('ipv4');
});
