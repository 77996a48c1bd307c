import { annotationsOf, securitySchemesOf } from '../define/annotations.ts';
import { iconOf, listedIcon } from '../define/icon.ts';
import type { Tool } from '../define/tool.ts';
import { toolHints } from './render-hints.ts';

/** An entry of `tools/list`; it depends on no request, so it is made once per isolate. */
export type ListedTool = ReturnType<typeof entryOf>;

const entries = new WeakMap<object, { readonly baseUrl: string; readonly entry: ListedTool }>();

/** The entry of a tool at a server; its icon is there too. */
export function listedTool<S>(tool: Tool<S>, baseUrl: string): ListedTool {
  const known = entries.get(tool);
  if (known?.baseUrl === baseUrl) return known.entry;
  const entry = entryOf(tool, baseUrl);
  entries.set(tool, { baseUrl, entry });
  return entry;
}

function entryOf<S>(tool: Tool<S>, baseUrl: string) {
  const securitySchemes = securitySchemesOf(tool);
  return {
    name: tool.name,
    title: tool.facts.title,
    icons: [listedIcon(baseUrl, iconOf(tool.operation))],
    description: tool.description,
    inputSchema: tool.inputSchema as { type: 'object' },
    outputSchema: tool.outputSchema as { type: 'object' },
    annotations: annotationsOf(tool),
    // ChatGPT reads the schemes at the top level, other clients in `_meta`, the protocol's place for extensions.
    securitySchemes,
    _meta: { securitySchemes, ...toolHints(tool) },
  };
}
