import { plainHttp } from '@aisystant/mcp/plain-http';
import { createMcpWorker } from '@aisystant/mcp/worker';
import { server } from './server.ts';

export { ActivityObject, GrantObject } from '@aisystant/mcp/worker';

export { TwinObject } from './twin-object.ts';

export default createMcpWorker(server, { plainHttp });
