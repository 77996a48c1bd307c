import { expect, test } from 'vitest';
import { startCommand } from './start-command.ts';

test.each([
  ['/home/anna/aisystant-mcp/packages/stdio/src/init.ts', 'npm --prefix /home/anna/aisystant-mcp run -s stdio --'],
  ['/home/anna/my work/packages/stdio/src/init.ts', 'npm --prefix "/home/anna/my work" run -s stdio --'],
  ['/home/anna/.npm/_npx/1/node_modules/@aisystant/stdio/dist/aisystant-mcp.js', 'npx -y @aisystant/stdio'],
])('the program that runs as %s is started again by a command that works', (file, command) => {
  expect(startCommand(file)).toBe(command);
});
