import { env, exports } from 'cloudflare:workers';
import { createPeople, send as sendTo } from '@aisystant/testing';
import { server } from '../server.ts';

const people = createPeople(server, env, exports);

/** Calls a tool without a network. */
export const ask = people.clientOf('reader');

/** Sends one JSON-RPC message without a token: the whole server is public. */
export const send = sendTo.bind(null, people.fetch, people.endpoint);
