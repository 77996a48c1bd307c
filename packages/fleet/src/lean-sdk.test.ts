import path from 'node:path';
import { expect, test } from 'vitest';
import { bundleCode } from './bundler.ts';
import { ROOT } from './paths.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

test('a bundle has the SDK without its registries and without what asks a client', async () => {
  const entry = path.join(ROOT, 'packages', 'mcp', 'fixture', 'index.ts');
  const { modules } = await bundleCode(entry, { name: 'fixture', home: temporaryFolder() });
  const code = String(modules[0].content);
  // What it serves by.
  expect(code).toContain('server/discover');
  const registries = ['registerTool', '_createRegisteredPrompt', 'OAuthTokenRevocationRequest', 'specTypeSchemas'];
  const requests = ['sampling tools capability', 'Client does not support url elicitation'];
  expect([...registries, ...requests].filter((text) => code.includes(text))).toEqual([]);
});
