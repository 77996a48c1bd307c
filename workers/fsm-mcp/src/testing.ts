import { env, exports } from 'cloudflare:workers';
import type { McpEnv } from '@aisystant/mcp/worker';
import { type Fetch, send as sendTo, workerFetch } from '@aisystant/testing';

const { BASE_URL } = env as unknown as McpEnv;

/** The Worker under test, without the network. */
export const fetch: Fetch = workerFetch(exports);

/** Address of a page of the server. */
export const addressOf = (path: string): string => `${BASE_URL}${path}`;

/** Sends one message to the server, without a token: everything here is open. */
export const send = sendTo.bind(null, fetch, addressOf('/mcp'));
