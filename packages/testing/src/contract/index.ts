export { callTool, type Era, type Exchange, type Fetch, type Reply, send } from './rpc.ts';
