import { toolFiles } from './tool-files.ts';

/** The limits of a server that signs people in: binding → calls a minute for one key. */
export const SIGN_IN_LIMITS = {
  READ_LIMIT: 600,
  WRITE_LIMIT: 120,
  ADDRESS_LIMIT: 6000,
  SIGN_IN_LIMIT: 300,
  TOKEN_LIMIT: 3000,
} as const;

/** The files of a new server with one tool: path below its folder → text. It is green as it is made. */
export function serverFiles(name: string, port: number): { readonly [file: string]: string } {
  const domain = name.replace(/-mcp$/, '');
  const hello = toolFiles(`${domain}.say_hello`, `${domain}:read`);
  return {
    'package.json': packageJson(name),
    'README.md': readme(name, port),
    'wrangler.toml': wrangler(name, port),
    'src/index.ts': `import { createMcpWorker } from '@aisystant/mcp/worker';
import { server } from './server.ts';

export { ActivityObject, GrantObject } from '@aisystant/mcp/worker';

export default createMcpWorker(server);
`,
    'src/server.ts': server(name, domain),
    'src/contract.test.ts': `import { serverContract } from '@aisystant/testing';
import { env, exports } from 'cloudflare:workers';
import { server } from './server.ts';

serverContract({ server, env, exports });
`,
    'src/tools/tool.ts': `import { defineTool } from '@aisystant/mcp';

/** Defines a tool of ${name}. */
export const tool = defineTool.for<null>();
`,
    ...hello.files,
  };
}

function packageJson(name: string): string {
  const manifest = {
    name: `@aisystant/${name}`,
    private: true,
    type: 'module',
    version: '0.1.0',
    dependencies: { '@aisystant/mcp': 'workspace:*', zod: 'catalog:' },
    devDependencies: { '@aisystant/testing': 'workspace:*', vitest: 'catalog:' },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function readme(name: string, port: number): string {
  return `# ${name}

Say in two lines what this server is for. Locally it answers at \`http://localhost:${port}/mcp\`.

\`src/server.ts\` declares it, \`src/tools/\` holds one file a tool. Tests: \`npx vitest run --project ${name}\`.
`;
}

function server(name: string, domain: string): string {
  return `import { defineServer } from '@aisystant/mcp';
import type { McpEnv } from '@aisystant/mcp/worker';
import { sayHello } from './tools/say-hello.ts';

/** ${name}: say what it is for. */
export const server = defineServer<McpEnv, null>({
  name: '${name}',
  version: '0.1.0',
  updated: '${new Date().toISOString().slice(0, 10)}',
  title: { ru: '${name}', en: '${name}' },
  owner: '${domain}',
  instructions: 'Сервер ${name}: пока умеет только повторять текст.',
  scopes: {
    '${domain}:read': { ru: 'Читать ваши данные', en: 'Read your data' },
    '${domain}:write': { ru: 'Менять ваши данные', en: 'Change your data' },
  },
  needsEmail: false,
  tools: [sayHello],
  resources: [],
  prompts: [],
  routes: [],
  services: () => null,
});
`;
}

function wrangler(name: string, port: number): string {
  return `name = "${name}"
main = "src/index.ts"
# At or below the oldest workerd in use, which is the test runtime's.
compatibility_date = "2026-11-02"
compatibility_flags = ["nodejs_compat", "no_nodejs_global_timers", "global_fetch_strictly_public"]

[dev]
port = ${port}
ip = "127.0.0.1"

[observability]
enabled = true

# The deployed values; BASE_URL, PORTAL_URL and IDENTITY_CLIENT_ID come from the manifest. Secrets: IDENTITY_CLIENT_SECRET, SUBJECT_KEY.
[vars]
CONFIGURATION = "production"
IDENTITY_ISSUER = "https://auth.system-school.ru/hydra/"
CIMD = "on"

[[kv_namespaces]]
binding = "OAUTH_KV"
id = "${name}-oauth"

${rateLimits(port)}
[[durable_objects.bindings]]
name = "GRANT"
class_name = "GrantObject"

# The calls of a person, for the account page.
[[durable_objects.bindings]]
name = "ACTIVITY"
class_name = "ActivityObject"

[[migrations]]
tag = "v1"
new_sqlite_classes = ["GrantObject", "ActivityObject"]
`;
}

function rateLimits(port: number): string {
  const tables = Object.entries(SIGN_IN_LIMITS).map(
    ([binding, limit], index) => `[[ratelimits]]
name = "${binding}"
namespace_id = "${port}${index + 1}"
simple = { limit = ${limit}, period = 60 }
`,
  );
  return tables.join('\n');
}
