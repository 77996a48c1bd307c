import { createMcpWorker } from '@aisystant/mcp/worker';
import { server } from './server.ts';

export { TwinObject } from './store/twin-object.ts';

export default createMcpWorker(server);
