/** Adds a tool to the file that lists a server's tools: one import, one name. `null` when the file has another shape. */
export function withTool(text: string, variable: string, module: string): string | null {
  const line = `import { ${variable} } from '${module}';`;
  const imports = [...text.matchAll(/^import [^;]*;$/gm)].map(([statement]) => statement);
  const sourceOf = (statement: string) => statement.match(/from '([^']+)'/)?.[1] ?? '';
  const after = imports.findLast((statement) => sourceOf(statement).localeCompare(module) < 0) ?? imports[0];
  const listed = withItem(text, /\btools(?:: | = )\[([^\]]*)\]/, variable);
  if (!after || !listed) return null;
  return listed.replace(after, `${after}\n${line}`);
}

/** Adds a server to the manifest, after the others. */
export function withServer(manifest: string, name: string): string {
  const listed = withItem(manifest, /\bSERVER_NAMES[^=]*= \[([^\]]*)\]/, `'${name}'`);
  if (!listed) throw new Error('the manifest has no list of servers');
  return listed;
}

/** Adds an item at the end of a list, of which the pattern captures the inside; the formatter breaks its lines. */
function withItem(text: string, list: RegExp, item: string): string | null {
  const [found, inside = ''] = text.match(list) ?? [];
  if (found === undefined) return null;
  const items = [...inside.split(',').map((each) => each.trim()), item].filter((each) => each !== '');
  return text.replace(found, found.replace(`[${inside}]`, `[${items.join(', ')}]`));
}
