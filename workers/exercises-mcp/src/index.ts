import { createMcpWorker } from '@aisystant/mcp/worker';
import { server } from './server.ts';

export { ActivityObject, GrantObject } from '@aisystant/mcp/worker';

export { AttemptsObject } from './attempts-object.ts';

export { CheckObject } from './store/check-object.ts';

export default createMcpWorker(server);
