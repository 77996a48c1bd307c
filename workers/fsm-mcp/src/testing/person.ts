import { env, exports } from 'cloudflare:workers';
import type { McpEnv } from '@aisystant/mcp/worker';
import { type Fetch, send as sendTo, workerFetch } from '@aisystant/testing';

const { BASE_URL } = env as unknown as McpEnv;

/** Calls the Worker under test without a network. */
export const fetch: Fetch = workerFetch(exports);

/** URL of a page of the server. */
export const addressOf = (path: string): string => `${BASE_URL}${path}`;

/** Sends one JSON-RPC message without a token: the whole server is public. */
export const send = sendTo.bind(null, fetch, addressOf('/mcp'));
