import { env, exports } from 'cloudflare:workers';
import { serverContract } from '@aisystant/testing';
import { beforeAll, vi } from 'vitest';
import { server } from './server.ts';
import { serveInPlaceOfNetwork } from './testing/network.ts';
import { emailOf, testPortal } from './testing/portal.ts';

beforeAll(() => {
  serveInPlaceOfNetwork(testPortal());
  return () => vi.unstubAllGlobals();
});

serverContract({ server, env, exports, email: emailOf('demo_good') });
