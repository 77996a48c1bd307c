import { env, exports } from 'cloudflare:workers';
import { serverContract } from '@aisystant/testing';
import { served } from './testing/person.ts';

serverContract({ server: served, env, exports, modelTokens: 8_000 });
