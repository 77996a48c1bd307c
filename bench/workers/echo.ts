import { McpServer } from '@modelcontextprotocol/server';
import { createMcpHandler } from 'agents/mcp/server';
import * as z from 'zod';

const input = z.object({ text: z.string() });
const output = z.object({ text: z.string() });

/** The measure: the stock handler with one echo tool, without sign-in, limits, logs or validation of our own. */
export default {
  fetch: createMcpHandler(() => {
    const mcp = new McpServer({ name: 'echo', version: '1.0.0' });
    mcp.registerTool('echo', { description: 'Echoes.', inputSchema: input, outputSchema: output }, ({ text }) => ({
      content: [{ type: 'text', text }],
      structuredContent: { text },
    }));
    return mcp;
  }),
};
