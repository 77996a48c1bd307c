import { createMcpWorker } from '@aisystant/mcp/worker';
import { conformanceServer } from './server.ts';

export { GrantObject } from '@aisystant/mcp/worker';

/** The kit and nothing else, open to everybody: the suite reaches it without a token. */
export default createMcpWorker(conformanceServer(null));
