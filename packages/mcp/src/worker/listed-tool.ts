import { annotationsOf, securitySchemesOf } from '../define/annotations.ts';
import type { Tool } from '../define/tool.ts';

/** The entry of `tools/list`; it depends on no request, so it is made once for each isolate. */
export type ListedTool = ReturnType<typeof entryOf>;

const listed = new WeakMap<object, ListedTool>();

/** Gives the entry of a tool. */
export function listedTool<S>(tool: Tool<S>): ListedTool {
  const known = listed.get(tool);
  if (known) return known;
  const made = entryOf(tool);
  listed.set(tool, made);
  return made;
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
    // ChatGPT reads the schemes beside the schema, other clients in the place the protocol has for extensions.
    securitySchemes,
    _meta: { securitySchemes },
  };
}
