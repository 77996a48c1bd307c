import { env, exports } from 'cloudflare:workers';
import { serverContract } from '@aisystant/testing';
import { beforeAll } from 'vitest';
import { server } from './server.ts';
import { migrate } from './testing/workspace.ts';

beforeAll(migrate);

serverContract({
  modelTokens: 7_500,
  server,
  env,
  exports,
  // Each has their own: a workspace is found by it.
  email: (userId) => `${userId}@example.test`,
  async makeSamples({ call }) {
    await call('create_epic', { title: 'Вход', priority: 1 });
    await call('create_user_story', { title: 'Войти', epic_id: 'EP-001', priority: 1 });
    await call('create_acceptance_criteria', { user_story_id: 'US-001', description: 'КОГДА вошёл, ТОГДА видит своё' });
    await call('create_requirement', { title: 'Свои', user_story_id: 'US-001', type_id: 'data', priority: 1 });
  },
});
