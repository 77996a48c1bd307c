import { env, exports } from 'cloudflare:workers';
import { serverContract } from '@aisystant/testing';
import { server } from './server.ts';

serverContract({ server, env, exports });
