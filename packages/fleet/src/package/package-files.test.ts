import { describe, expect, test } from 'vitest';
import { PACKAGE_NAME, packageFiles } from './package-files.ts';

const servers = ['dt-mcp', 'fsm-mcp'].map((name) => ({ name, url: `https://${name}.example/mcp` }));
const identityOf = (name: string) => ({
  name: `example/${name}`,
  title: 'Сервер',
  description: 'Что он делает.',
  version: '1.0.0',
  websiteUrl: `https://${name}.example`,
  icons: [{ src: `https://${name}.example/icons/server.png`, mimeType: 'image/png' as const, sizes: ['48x48'] }],
});
const skills = { 'weekly-review': { 'SKILL.md': '---\nname: weekly-review\n---\n', 'states/one.md': '# Шаг\n' } };
const packaged = servers.map((server) => ({ ...server, identity: identityOf(server.name) }));
const files = packageFiles({
  version: '1.0.0',
  homepage: 'https://portal.example',
  servers: packaged,
  skills,
  logo: '<svg/>',
});
const folder = `plugins/${PACKAGE_NAME}`;
const json = (path: string) => JSON.parse(files[path] ?? '');

describe('the package', () => {
  test('is one of Agent Plugins 1.0', () => {
    // Both schemas are closed: a client refuses a manifest with any other member.
    const { $schema, name, ...facts } = json(`${folder}/plugin.json`);
    expect($schema).toBe('https://agent-plugins.org/schemas/1.0.0/plugin.schema.json');
    expect(name).toMatch(/^(?!.*(?:--|\.\.))[a-z0-9](?:[a-z0-9.-]{0,62}[a-z0-9])?$/);
    expect(Object.keys(facts).toSorted()).toEqual(['author', 'description', 'homepage', 'license', 'version']);
    expect(json(`${folder}/mcp.json`)).toEqual({
      $schema: 'https://agent-plugins.org/schemas/1.0.0/mcp.schema.json',
      mcpServers: Object.fromEntries(
        servers.map((server) => [server.name, { type: 'streamable-http', url: server.url }]),
      ),
    });
  });

  test('names the same servers to every host', () => {
    const byName = (path: string) =>
      Object.entries(json(path).mcpServers as { [name: string]: { url: string } }).map(([name, { url }]) => ({
        name,
        url,
      }));
    expect(byName(`${folder}/mcp.json`)).toEqual(servers);
    expect(byName(`${folder}/.mcp.json`)).toEqual(servers);
    expect(json(`${folder}/.mcp.json`).mcpServers['dt-mcp']).toEqual({ type: 'http', url: servers[0]?.url });
  });

  test('is found in both marketplaces, at the place where it is', () => {
    const [claude] = json('.claude-plugin/marketplace.json').plugins;
    const [agents] = json('.agents/plugins/marketplace.json').plugins;
    expect([claude.source, agents.source.path]).toEqual([`./${folder}`, `./${folder}`]);
    expect(files[`${folder}/.claude-plugin/plugin.json`]).toBeDefined();
  });

  test('has the files of every skill', () => {
    expect(files[`${folder}/skills/weekly-review/SKILL.md`]).toBe(skills['weekly-review']['SKILL.md']);
    expect(files[`${folder}/skills/weekly-review/states/one.md`]).toBe('# Шаг\n');
  });

  test('has what the registry takes for each server', () => {
    expect(json('registry/dt-mcp/server.json')).toEqual({
      $schema: 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json',
      ...identityOf('dt-mcp'),
      remotes: [{ type: 'streamable-http', url: servers[0]?.url }],
    });
  });

  test('holds no secret and no header: people sign in from their host', () => {
    expect(Object.values(files).join('')).not.toMatch(/authorization|bearer|headers|token/i);
  });
});
