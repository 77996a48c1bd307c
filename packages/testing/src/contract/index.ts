export { callTool, type Era, type Exchange, type Fetch, type Reply, send, workerFetch } from './rpc.ts';
