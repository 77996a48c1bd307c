import type { ServerIdentity } from '@aisystant/mcp';
import type { Endpoint } from '../connect.ts';

/** What a package is made of. */
export interface PackageContent {
  /** `MAJOR.MINOR.PATCH`. */
  readonly version: string;
  readonly homepage: string;
  readonly servers: readonly PackagedServer[];
  /** Files by path in the skill's folder, by name of the skill. */
  readonly skills: { readonly [name: string]: { readonly [path: string]: string } };
  /** The logo as SVG. */
  readonly logo: string;
}

/** A server of the package. */
export interface PackagedServer extends Endpoint {
  /** What a registry says of it. */
  readonly identity: ServerIdentity;
}

/** Name of the package and of its marketplace: what people write to install it, so it never changes. */
export const PACKAGE_NAME = 'aisystant';

const DESCRIPTION =
  'Проводник Aisystant: учебная неделя, план, чтение и упражнения по записям ученика; встречи, CRM и требования для команды.';
const OWNER = { name: 'Aisystant' };

/** The folder of the package itself, below the marketplace: what hosts install. */
export const PACKAGE_FOLDER = `plugins/${PACKAGE_NAME}`;

/**
 * The files of a marketplace with one package, by path. Each host reads its own manifest of the same servers and skills: Agent
 * Plugins 1.0 (Codex, ChatGPT, Copilot, Cursor, VS Code) and the one of Claude Code. Beside it, a `server.json` of each server
 * for the MCP registry.
 */
export function packageFiles(content: PackageContent): Readonly<Record<string, string>> {
  const { version, homepage, servers, skills, logo } = content;
  const about = { name: PACKAGE_NAME, version, description: DESCRIPTION, author: OWNER, homepage, license: 'MIT' };
  const files: readonly (readonly [string, unknown])[] = [
    ['.claude-plugin/marketplace.json', claudeMarketplace(version)],
    ['.agents/plugins/marketplace.json', AGENTS_MARKETPLACE],
    [`${PACKAGE_FOLDER}/plugin.json`, { $schema: schemaOf('plugin'), ...about }],
    [`${PACKAGE_FOLDER}/mcp.json`, { $schema: schemaOf('mcp'), mcpServers: entries(servers, 'streamable-http') }],
    [`${PACKAGE_FOLDER}/.claude-plugin/plugin.json`, about],
    [`${PACKAGE_FOLDER}/.mcp.json`, { mcpServers: entries(servers, 'http') }],
  ];
  const texts = Object.entries(skills).flatMap(([skill, its]) =>
    Object.entries(its).map(([path, text]) => [`${PACKAGE_FOLDER}/skills/${skill}/${path}`, text] as const),
  );
  return Object.fromEntries([
    ...files.map(([path, value]) => [path, json(value)] as const),
    [`${PACKAGE_FOLDER}/assets/logo.svg`, logo],
    ...servers.map((server) => [`registry/${server.name}/server.json`, registryEntry(server)] as const),
    ...texts,
  ]);
}

/** What `mcp-publisher publish` takes, run in its folder by who holds the domain. */
function registryEntry({ identity, url }: PackagedServer): string {
  const schema = 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json';
  return json({ $schema: schema, ...identity, remotes: [{ type: 'streamable-http', url }] });
}

/** A JSON file. */
export const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/** Address of a schema of Agent Plugins. */
export const schemaOf = (kind: 'plugin' | 'mcp') => `https://agent-plugins.org/schemas/1.0.0/${kind}.schema.json`;

/** The servers of a manifest by name; the two formats have different words for the same transport. */
export function entries(servers: readonly Endpoint[], type: 'streamable-http' | 'http') {
  return Object.fromEntries(servers.map(({ name, url }) => [name, { type, url }]));
}

function claudeMarketplace(version: string) {
  const plugin = { name: PACKAGE_NAME, source: `./${PACKAGE_FOLDER}`, description: DESCRIPTION, version };
  return { name: PACKAGE_NAME, owner: OWNER, plugins: [plugin] };
}

const AGENTS_MARKETPLACE = {
  name: PACKAGE_NAME,
  interface: { displayName: 'Aisystant' },
  plugins: [
    {
      name: PACKAGE_NAME,
      source: { source: 'local', path: `./${PACKAGE_FOLDER}` },
      policy: { installation: 'AVAILABLE', authentication: 'ON_INSTALL' },
      category: 'Education',
    },
  ],
};
