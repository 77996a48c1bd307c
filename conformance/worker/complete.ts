import { createMcpWorker } from '@aisystant/mcp/worker';
import { conformanceServer, SCOPE } from './server.ts';

export { GrantObject } from '@aisystant/mcp/worker';

/** The same server behind its door; the bundler fills in what the suite asks for beyond our definitions (`sdk.ts`). */
export default createMcpWorker(conformanceServer(SCOPE));
