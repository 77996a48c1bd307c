import { annotationsOf, securitySchemesOf } from '../define/annotations.ts';
import type { Tool } from '../define/tool.ts';

/** An entry of `tools/list`; it depends on no request, so it is made once per isolate. */
export type ListedTool = ReturnType<typeof entryOf>;

const entries = new WeakMap<object, ListedTool>();

/** The entry of a tool. */
export function listedTool<S>(tool: Tool<S>): ListedTool {
  const known = entries.get(tool);
  if (known) return known;
  const entry = entryOf(tool);
  entries.set(tool, entry);
  return entry;
}

function entryOf<S>(tool: Tool<S>) {
  const securitySchemes = securitySchemesOf(tool);
  return {
    name: tool.name,
    title: tool.facts.title,
    description: tool.description,
    inputSchema: tool.inputSchema as { type: 'object' },
    outputSchema: tool.outputSchema as { type: 'object' },
    annotations: annotationsOf(tool),
    // ChatGPT reads the schemes at the top level, other clients in `_meta`, the protocol's place for extensions.
    securitySchemes,
    _meta: { securitySchemes },
  };
}
