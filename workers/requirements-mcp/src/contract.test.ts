import { env, exports } from 'cloudflare:workers';
import { serverContract } from '@aisystant/testing';
import { beforeAll } from 'vitest';
import { server } from './server.ts';
import { migrate } from './testing/workspace.ts';

beforeAll(migrate);

serverContract({ server, env, exports, email: 'anna@example.test' });
