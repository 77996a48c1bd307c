import { createMcpWorker } from '@aisystant/mcp/worker';
import { conformanceServer, SCOPE } from './server.ts';

export { ActivityObject, GrantObject } from '@aisystant/mcp/worker';

/** The same server behind a sign-in; the bundler adds the features that the kit does not offer (`sdk.ts`). */
export default createMcpWorker(conformanceServer(SCOPE));
