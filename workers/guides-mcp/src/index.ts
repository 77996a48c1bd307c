import { plainHttp } from '@aisystant/mcp/plain-http';
import { createMcpWorker } from '@aisystant/mcp/worker';
import { server } from './server.ts';

export { ActivityObject, GrantObject } from '@aisystant/mcp/worker';

export default createMcpWorker(server, { plainHttp });
