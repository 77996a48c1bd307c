import type { Plugin } from 'rolldown';

/** Where the SDK fills the registry of its exports `specTypeSchemas` and `isSpecType`. */
const SPEC_TYPES = /^for \(const (?:key|\[key, schema\]) of .*\) register\(key, .*\);$/gm;
/** Calls of zod and of its schemas. */
const SCHEMA_CALL = /(?<![\w.])(?:z|\w+Schema)\.(?=\w+\()/g;

/** Methods that no server of the fleet reaches, by class. */
const UNREACHED: Readonly<Record<string, readonly string[]>> = {
  // The registry of handwritten servers: the kit looks its definitions up instead.
  McpServer: [
    'toolInputSchemaJson',
    'setToolRequestHandlers',
    'createToolError',
    'validateToolInput',
    'validateToolOutput',
    'executeToolHandler',
    'setCompletionRequestHandler',
    'handlePromptCompletion',
    'handleResourceCompletion',
    'setResourceRequestHandlers',
    'setPromptRequestHandlers',
    'registerResource',
    '_createRegisteredResource',
    '_createRegisteredResourceTemplate',
    '_createRegisteredPrompt',
    '_createRegisteredTool',
    'registerTool',
    'registerPrompt',
  ],
  // What asks the client for something, which a server without sessions cannot.
  Server: [
    '_legacyInputRequiredShim',
    'createMessage',
    'elicitInput',
    '_sendElicitationLeg',
    'createElicitationCompletionNotifier',
    'listRoots',
  ],
};

/**
 * Leaves out of a bundle what the MCP SDK has and no server reaches, so that it is neither uploaded nor built whenever an
 * isolate starts: the registry of its types, which holds about 170 schemas of zod, and methods of its servers. A call of
 * such a method would throw. Fails when an update of the SDK has them in another way.
 */
export function leanSdk(): Plugin {
  return {
    name: 'lean-sdk',
    transform: {
      filter: { id: /@modelcontextprotocol\/(?:server|core)\/dist\/(?:src|mcp|schemas|auth)-[^/]+\.mjs$/ },
      handler(code, id) {
        if (id.includes('/core/')) return { code: code.replace(SCHEMA_CALL, '/* @__PURE__ */ $&'), map: null };
        if (id.includes('/mcp-')) return { code: withoutUnreached(code), map: null };
        if (code.match(SPEC_TYPES)?.length !== 2) throw new Error('the MCP SDK registers its types in another way');
        return { code: code.replace(SPEC_TYPES, ''), map: null };
      },
    },
  };
}

/** A method from its first line to the brace that closes it, both indented by one tab. */
const methodNamed = (name: string) => new RegExp(`^\\t(?:async )?${name}\\(.*\\{\\n(?:(?!\\t\\}$).*\\n)*\\t\\}$`, 'm');

function withoutUnreached(code: string): string {
  return Object.entries(UNREACHED).reduce((left, [name, methods]) => {
    const start = left.search(new RegExp(`^var ${name} = class\\b`, 'm'));
    const end = left.indexOf('\n};\n', start);
    const lean = methods.reduce(
      (body, method) => {
        const shorter = body.replace(methodNamed(method), '');
        if (shorter === body) throw new Error(`the MCP SDK has no method ${name}.${method}`);
        return shorter;
      },
      left.slice(start, end),
    );
    return `${left.slice(0, start)}${lean}${left.slice(end)}`;
  }, code);
}
