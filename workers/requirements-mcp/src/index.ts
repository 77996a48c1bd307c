import { serveRest } from '@aisystant/mcp/rest';
import { createMcpWorker } from '@aisystant/mcp/worker';
import { server } from './server.ts';

export { ActivityObject, GrantObject } from '@aisystant/mcp/worker';

export default createMcpWorker(server, { rest: serveRest });
