import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../paths.ts';

const json = (file: string) => JSON.parse(readFileSync(path.join(ROOT, file), 'utf8'));

test('the core tools of dt-mcp are exactly those that some state of the Guide names', () => {
  const states: { allowed_tools: string[] }[] = json('workers/fsm-mcp/.build/content.json').content.states;
  const named = new Set(states.flatMap(({ allowed_tools }) => allowed_tools));
  const { tools, toolsets } = json('docs/contracts/dt-mcp.json');
  const core = tools
    .filter(({ id }: { id: string }) => toolsets.core.includes(id))
    .map(({ name }: { name: string }) => name);
  expect(core.toSorted()).toEqual([...named].filter((name) => name.startsWith('dt_')).toSorted());
});
