import { describe, expect, test } from 'vitest';
import { endpoint, fetch, signIn } from '../../fixture/client.ts';
import type { Dependency } from '../define/dependency.ts';
import { checkDependencies } from './check-dependencies.ts';

const ok = { status: 'ok', detail: '' } as const;

describe('the states of dependencies', () => {
  test('are those of all, and one whose check throws is unreachable, without what the error says', async () => {
    const failing = () => Promise.reject(new TypeError('fetch of https://key@third.example failed'));
    const dependencies = (): readonly Dependency[] => [
      { name: 'one', check: async () => ok },
      { name: 'two', check: failing },
    ];
    expect(await checkDependencies({ dependencies }, {}, 0)).toEqual([
      { name: 'one', ...ok },
      { name: 'two', status: 'unreachable', detail: 'TypeError' },
    ]);
  });

  test('are asked for once in half a minute, however often they are read', async () => {
    let checks = 0;
    const check = async () => {
      checks += 1;
      return ok;
    };
    const server = { dependencies: () => [{ name: 'one', check }] };
    const env = {};
    for (const now of [0, 10_000, 29_999]) await checkDependencies(server, env, now);
    expect(checks).toBe(1);
    await checkDependencies(server, env, 30_000);
    expect(checks).toBe(2);
  });
});

describe('GET /mcp/dependencies', () => {
  const get = (token?: string, method = 'GET') => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    return fetch(new Request(`${endpoint}/dependencies`, { method, headers }));
  };

  test('tells those who signed in, with any permission', async () => {
    const response = await get(await signIn('fixture:read'));
    expect(await response.json()).toEqual({ dependencies: [{ name: 'clock', status: 'ok', detail: 'runs' }] });
    expect((await get(await signIn('fixture:write'))).status).toBe(200);
  });

  test('tells nobody else, and is only read', async () => {
    expect((await get()).status).toBe(401);
    expect((await get('nobody:knows:this')).status).toBe(401);
    expect((await get(await signIn('fixture:read'), 'POST')).status).toBe(405);
  });
});
