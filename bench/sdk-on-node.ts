import { createServer } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { DAYS, describe, type EventRow, eventRows, INDEX, INSERT, SELECT, summarize, TABLE } from './workers/week.ts';
import { weekTool } from './workers/week-tool.ts';

// A peer: SDK v1 on Node without sessions, JSON instead of a stream, the tool over SQLite in the same process. It runs in its
// own process, as each measured system.

const PORT = 14_794;
const database = new DatabaseSync(':memory:');
database.exec(TABLE);
database.exec(INDEX);
const insert = database.prepare(INSERT);
for (const row of eventRows()) insert.run(...row);
const select = database.prepare(SELECT);

/** The SDK takes a server and a transport for each request when there are no sessions. */
function weekServer(): McpServer {
  const server = new McpServer({ name: 'week', version: '1.0.0' });
  server.registerTool('week', weekTool, () => {
    const week = summarize(select.all(...DAYS) as unknown as EventRow[]);
    return { content: [{ type: 'text', text: describe(week) }], structuredContent: week };
  });
  return server;
}

createServer(async (request, response) => {
  const server = weekServer();
  const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
  response.on('close', () => {
    void transport.close();
    void server.close();
  });
  // Its own type lets `onclose` be undefined, which the interface that it implements does not.
  await server.connect(transport as Parameters<McpServer['connect']>[0]);
  await transport.handleRequest(request, response);
}).listen(PORT, '127.0.0.1', () => process.send?.({ ready: { sdk: `http://127.0.0.1:${PORT}/mcp` } }));
process.on('disconnect', () => process.exit(0));
