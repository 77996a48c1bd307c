import { env, exports } from 'cloudflare:workers';
import { serverContract } from '@aisystant/testing';
import { beforeAll } from 'vitest';
import { server } from './server.ts';
import { importDemo } from './testing/corpus.ts';

beforeAll(importDemo);

serverContract({ server, env, exports });
