import { createMcpWorker } from '@aisystant/mcp/worker';
import { download } from './routes/download.ts';
import { type DtEnv, server } from './server.ts';

export { TwinObject } from './store/twin-object.ts';

const worker = createMcpWorker(server);

export default {
  fetch: async (request: Request, env: DtEnv, context: ExecutionContext): Promise<Response> =>
    (await download(request, env.TWIN)) ?? worker.fetch(request, env, context),
};
