import { env } from 'cloudflare:workers';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { serveInPlaceOfNetwork } from '../testing/network.ts';
import { testPortal } from '../testing/portal.ts';
import { type PortalEnv, portalDependencies } from './connect-portal.ts';

afterAll(() => void vi.unstubAllGlobals());

const bindings = env as unknown as PortalEnv;
const stateOf = async () => portalDependencies(bindings)[0]?.check();

test('a portal whose key may read all that is needed is well, which one request tells', async () => {
  const portal = testPortal();
  let requests = 0;
  serveInPlaceOfNetwork({
    fetch: (request) => {
      requests += 1;
      return portal.fetch(request);
    },
  });
  expect(await stateOf()).toMatchObject({ status: 'ok' });
  expect(requests).toBe(1);
});

test.each([
  ['crm.category.list', ['task', 'user', 'department']],
  ['user.current', ['crm', 'task', 'department']],
  ['department.get', ['crm', 'task', 'user']],
  ['tasks.task.getFields', ['crm', 'user', 'department']],
])('a key that may not %s lacks a scope', async (method, scopes) => {
  serveInPlaceOfNetwork(testPortal({ webhooks: [{ userId: 1, secret: 'localwebhook', scopes }] }));
  expect(await stateOf()).toEqual({ status: 'scope_missing', detail: method });
});

test('a key that the portal does not know is refused, and a portal that is down is unreachable', async () => {
  serveInPlaceOfNetwork(testPortal({ webhooks: [] }));
  expect(await stateOf()).toMatchObject({ status: 'key_refused' });
  serveInPlaceOfNetwork({ fetch: async () => new Response('<html>', { status: 502 }) });
  expect(await stateOf()).toEqual({ status: 'unreachable', detail: 'unavailable' });
});

describe('where each person has an account of their own', () => {
  const oauth = { ...bindings, BITRIX_ACCESS: 'oauth' };
  const states = async (variables: PortalEnv = oauth) => {
    const all = await Promise.all(
      portalDependencies(variables).map(({ name, check }) => check().then((state) => [name, state.status])),
    );
    return Object.fromEntries(all);
  };

  test('the portal and the application are well without an account of anybody', async () => {
    const portal = testPortal();
    serveInPlaceOfNetwork(portal);
    expect(await states()).toEqual({ Bitrix24: 'ok', 'application at Bitrix24': 'ok' });
    expect(portal.calls).toEqual([]);
  });

  test('an application that is not known is refused, and its secret is in no answer', async () => {
    serveInPlaceOfNetwork(testPortal());
    const wrong = { ...oauth, BITRIX_CLIENT_SECRET: 'old-secret-of-the-application' };
    expect(await states(wrong)).toEqual({ Bitrix24: 'ok', 'application at Bitrix24': 'key_refused' });
    const told = await Promise.all(portalDependencies(wrong).map(({ check }) => check()));
    expect(JSON.stringify(told)).not.toContain('old-secret');
  });

  test('servers that are down are unreachable', async () => {
    serveInPlaceOfNetwork({ fetch: async () => new Response('<html>', { status: 502 }) });
    expect(await states()).toEqual({ Bitrix24: 'unreachable', 'application at Bitrix24': 'unreachable' });
  });
});
