/** Adds a tool to the file that lists a server's tools: one import, one name. Throws when the file has another shape. */
export function withTool(text: string, variable: string, module: string): string {
  const line = `import { ${variable} } from '${module}';`;
  const imports = [...text.matchAll(/^import [^;]*;$/gm)].map(([statement]) => statement);
  const after = imports.findLast((statement) => sourceOf(statement).localeCompare(module) < 0) ?? imports[0];
  const tools = text.match(/\btools(: | = )\[([^\]]*)\]/);
  if (!after || !tools) throw new Error('the file has no imports or no list of tools');
  const [list = '', sign = '', inside = ''] = tools;
  const names = inside
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const joined = [...names, variable].join(', ');
  const short = `tools${sign}[${joined}]`;
  const wide = `tools${sign}[\n${[...names, variable].map((name) => `    ${name},\n`).join('')}  ]`;
  return text.replace(after, `${after}\n${line}`).replace(list, short.length + 3 <= 120 ? short : wide);
}

function sourceOf(statement: string): string {
  return statement.match(/from '([^']+)'/)?.[1] ?? '';
}

/** Adds a server to the manifest, after the others. */
export function withManifestEntry(text: string, name: string, port: number): string {
  const start = text.indexOf('export const mcpServers');
  const end = text.indexOf('\n];', start);
  if (start < 0 || end < 0) throw new Error('the manifest has no list of servers');
  const domain = name.replace(/-mcp$/, '');
  const entry = `
  {
    name: '${name}',
    title: { ru: '${name}', en: '${name}' },
    port: ${port},
    publicUrl: deployedAt('${name}'),
    scopes: ['${domain}:read', '${domain}:write'],
    bindings: SIGN_IN_BINDINGS,
  },`;
  return text.slice(0, end) + entry + text.slice(end);
}
