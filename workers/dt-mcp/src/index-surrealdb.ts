import { plainHttp } from '@aisystant/mcp/plain-http';
import { createMcpWorker } from '@aisystant/mcp/worker';
import { MOVE_PATH, serveMoves } from './move/move-endpoint.ts';
import { type SurrealDbServerEnv, serverOnSurrealDb } from './server-on-surrealdb.ts';

export { ActivityObject, GrantObject } from '@aisystant/mcp/worker';

export { TwinObject } from './twin-object.ts';

const worker = createMcpWorker(serverOnSurrealDb, { plainHttp });

export default {
  fetch(request: Request, env: SurrealDbServerEnv, execution: ExecutionContext): Promise<Response> {
    if (URL.parse(request.url)?.pathname === MOVE_PATH) return serveMoves(request, env);
    return worker.fetch(request, env, execution);
  },
};
