import { expect, test } from 'vitest';
import { withManifestEntry, withTool } from './edits.ts';

const SERVER = `import { defineServer } from '@aisystant/mcp';
import { getGoals } from './tools/get-goals.ts';

export const server = defineServer({
  tools: [getGoals],
});
`;

test('a tool is imported in its place and listed last', () => {
  const text = withTool(SERVER, 'saveGoal', './tools/save-goal.ts');
  expect(text).toContain("'./tools/get-goals.ts';\nimport { saveGoal } from './tools/save-goal.ts';");
  expect(text).toContain('tools: [getGoals, saveGoal],');
});

test('a list that grows too long for a line stands one below the other', () => {
  const names = Array.from({ length: 12 }, (_, index) => `someLongName${index}`).join(', ');
  const text = withTool(SERVER.replace('tools: [getGoals]', `tools: [${names}]`), 'saveGoal', './tools/save-goal.ts');
  expect(text).toMatch(/tools: \[\n {4}someLongName0,\n[\s\S]*\n {4}saveGoal,\n {2}\],/);
});

test('a file of another shape is not touched', () => {
  expect(() => withTool('export const x = 1;', 'saveGoal', './x.ts')).toThrow('no list of tools');
  expect(() => withManifestEntry('export const x = 1;', 'notes-mcp', 8790)).toThrow('no list of servers');
});

test('a server is added to the manifest after the others', () => {
  const text = withManifestEntry(
    "export const mcpServers = [\n  { name: 'a' },\n];\nexport const b = [];",
    'notes-mcp',
    8790,
  );
  expect(text).toMatch(/name: 'a' \},\n {2}\{\n {4}name: 'notes-mcp'[\s\S]*port: 8790[\s\S]*\n\];\nexport const b/);
});
