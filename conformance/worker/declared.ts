import { createMcpWorker } from '@aisystant/mcp/worker';
import { conformanceServer } from './server.ts';

export { ActivityObject, GrantObject } from '@aisystant/mcp/worker';

/** The kit alone, open: the suite calls it without a token. */
export default createMcpWorker(conformanceServer(null));
