import { env, exports } from 'cloudflare:workers';
import type { McpEnv } from '@aisystant/mcp/worker';
import { createPeople, send as sendTo } from '@aisystant/testing';
import { server } from '../server.ts';

/** The Worker under test. */
export const bindings = env as unknown as McpEnv;

/** Its MCP endpoint, and its fetch without a network. */
export const { endpoint, fetch } = createPeople(server, env, exports);

/** Sends one JSON-RPC message without a token: the whole server is public. */
export const send = sendTo.bind(null, fetch, endpoint);
