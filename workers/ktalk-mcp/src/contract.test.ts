import { env, exports } from 'cloudflare:workers';
import { serverContract } from '@aisystant/testing';
import { afterAll, beforeAll } from 'vitest';
import { server } from './server.ts';
import { emailOf, office } from './testing/office.ts';
import { fillIndex, restoreNetwork, serveSpace } from './testing/person.ts';

beforeAll(async () => {
  serveSpace(office());
  await fillIndex();
});
afterAll(restoreNetwork);

serverContract({ server, env, exports, email: emailOf('anna') });
