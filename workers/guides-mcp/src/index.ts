import { restFacade } from '@aisystant/mcp/rest-facade';
import { createMcpWorker } from '@aisystant/mcp/worker';
import { server } from './server.ts';

export { ActivityObject, GrantObject } from '@aisystant/mcp/worker';

export default createMcpWorker(server, { facade: restFacade });
