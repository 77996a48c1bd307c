import { createMcpWorker } from '@aisystant/mcp/worker';
import { server } from './server.ts';

export default createMcpWorker(server);
