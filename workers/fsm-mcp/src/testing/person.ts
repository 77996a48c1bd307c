import { env, exports } from 'cloudflare:workers';
import type { McpEnv } from '@aisystant/mcp/worker';
import { createPeople, send as sendTo } from '@aisystant/testing';
import { server } from '../server.ts';

/** The Worker under test. */
export const bindings = env as unknown as McpEnv;

const people = createPeople(server, env, exports);

/** Its fetch without a network. */
export const { fetch } = people;

/** Sends one JSON-RPC message without a token: the whole server is public. */
export const send = sendTo.bind(null, fetch, people.endpoint);
