import type { McpServer, ServerContext } from '@modelcontextprotocol/server';

const PAUSE_MS = 50;

/** Notifications: log, progress, resource updates. The kit sends none. */
export function registerNotifications(server: McpServer): void {
  const watched = { uri: 'test://watched-resource', mimeType: 'text/plain', text: 'Watched.' };
  server.registerResource('watched-resource', watched.uri, { mimeType: watched.mimeType }, () => ({
    contents: [watched],
  }));
  server.registerTool('test_tool_with_logging', { description: 'Logs three times.' }, async (context) => {
    await spread(['Tool execution started', 'Tool processing data', 'Tool execution completed'], (line) =>
      context.mcpReq.log('info', line),
    );
    return { content: [{ type: 'text', text: 'logged' }] };
  });
  server.registerTool('test_logging_tool', { description: 'Logs once.' }, async (context) => {
    await context.mcpReq.log('info', 'A line');
    return { content: [{ type: 'text', text: 'logged' }] };
  });
  server.registerTool('test_tool_with_progress', { description: 'Reports progress.' }, async (context) => {
    await spread([0, 50, 100], (progress) => reportProgress(context, progress));
    return { content: [{ type: 'text', text: 'done' }] };
  });
}

async function reportProgress({ mcpReq }: ServerContext, progress: number): Promise<void> {
  const progressToken = mcpReq._meta?.progressToken;
  if (progressToken === undefined) return;
  await mcpReq.notify({ method: 'notifications/progress', params: { progressToken, progress, total: 100 } });
}

/** Sends with a pause between, so that the messages arrive separately. */
async function spread<T>(things: readonly T[], tell: (thing: T) => Promise<void>): Promise<void> {
  for (const [index, thing] of things.entries()) {
    if (index > 0) await scheduler.wait(PAUSE_MS);
    await tell(thing);
  }
}
