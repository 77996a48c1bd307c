import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { claudeCodeCommand, codexCommand } from '../connect.ts';
import { ROOT } from '../paths.ts';
import { mcpServers } from '../servers.ts';

const SKILLS = globSync('skills/*/SKILL.md', { cwd: ROOT });
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const serverOf = (skill: string) => {
  const name = `${path.basename(path.dirname(skill))}-mcp`;
  const server = mcpServers.find((each) => each.name === name);
  if (!server) throw new Error(`${skill} is of no server`);
  return server;
};
const contractOf = (name: string) => JSON.parse(read(`docs/contracts/${name}.json`));

/** Words of code in a text that look like a name of a tool or prompt. */
const namesIn = (text: string) => [...text.matchAll(/`([a-z]+(?:_[a-z]+)+)`/g)].map(([, name = '']) => name);

test('there is a skill', () => expect(SKILLS.length).toBeGreaterThan(0));

describe.each(SKILLS)('%s', (file) => {
  const text = read(file);
  const [, head = ''] = /^---\n([\s\S]*?)\n---\n/.exec(text) ?? [];
  const { name, tools } = serverOf(file);
  const contract = contractOf(name);

  test('can be installed: its name is that of its folder, and its description fits', () => {
    expect(head).toMatch(new RegExp(`^name: ${path.basename(path.dirname(file))}$`, 'm'));
    const [, description = ''] = /^description: (.+)$/m.exec(head) ?? [];
    expect(description.length).toBeGreaterThan(50);
    expect(description.length).toBeLessThanOrEqual(1_024);
  });

  test('names every tool of the server, and none that does not exist', () => {
    const prompts = contract.prompts.map((prompt: { name: string }) => prompt.name);
    const fields = JSON.stringify(contract.tools);
    const named = namesIn(text);
    for (const tool of tools) expect(named).toContain(tool.name);
    const unknown = named.filter(
      (each) => !tools.some((tool) => tool.name === each) && !prompts.includes(each) && !fields.includes(`"${each}"`),
    );
    expect(unknown).toEqual([]);
  });

  test('its pilot, if it has one, gives the lines that connect the deployed server', () => {
    const [pilot] = globSync(path.join(path.dirname(file), 'PILOT.md'), { cwd: ROOT });
    if (!pilot) return;
    const url = `${serverOf(file).publicUrl}/mcp`;
    for (const line of [claudeCodeCommand({ name, url }), codexCommand({ name, url })])
      expect(read(pilot)).toContain(line);
    expect(read(pilot).split('\n').length).toBeLessThan(60);
  });
});
