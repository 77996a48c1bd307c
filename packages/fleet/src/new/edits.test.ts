import { expect, test } from 'vitest';
import { withServer, withTool } from './edits.ts';

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

test('a list of several lines stays a list', () => {
  const wide = SERVER.replace('[getGoals]', '[\n    getGoals,\n    saveSlot,\n  ]');
  expect(withTool(wide, 'saveGoal', './tools/save-goal.ts')).toContain('tools: [getGoals, saveSlot, saveGoal],');
});

test('a file of another shape is not touched', () => {
  expect(withTool('export const x = 1;', 'saveGoal', './x.ts')).toBeNull();
  expect(() => withServer('export const x = 1;', 'notes-mcp')).toThrow('no list of servers');
});

test('a server is added to the manifest after the others', () => {
  const text = withServer("export const SERVER_NAMES: readonly string[] = ['a'];\nexport const b = [];", 'notes-mcp');
  expect(text).toBe("export const SERVER_NAMES: readonly string[] = ['a', 'notes-mcp'];\nexport const b = [];");
});
