import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { checkSubmission } from './submit.ts';

test('an address is compared with the submission of one server, not of all below a folder', async () => {
  const root = temporaryFolder();
  for (const server of ['dt-mcp', 'fsm-mcp']) {
    const folder = path.join(root, server, 'claude');
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      path.join(folder, 'made.json'),
      JSON.stringify({ host: 'claude', server, url: '', texts: {}, tools: {} }),
    );
  }
  const compared = checkSubmission(root, { url: 'http://localhost:1/mcp' });
  await expect(compared).rejects.toThrow(`${root} has dt-mcp, fsm-mcp: name the folder of one.`);
});
