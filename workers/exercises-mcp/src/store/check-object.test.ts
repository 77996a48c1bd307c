import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import type { CheckObject } from './check-object.ts';

const { CHECK } = env as unknown as { readonly CHECK: DurableObjectNamespace<CheckObject> };
const HOUR_MS = 3_600_000;

/** Everything that an object stores. */
const stored = (stub: DurableObjectStub<CheckObject>) =>
  runInDurableObject(stub, async (_, { storage }) => JSON.stringify([...(await storage.list())]));

test.each([
  ['when its hour is over', false],
  ['when it is used', true],
])('the answer of a package is gone %s, and a little later all of it', async (_, used) => {
  const stub = CHECK.get(CHECK.newUniqueId());
  const check = { expiresAtMs: Date.now() + HOUR_MS, sealed: new Uint8Array([77, 78, 79]) };
  await stub.open(check as never);
  expect(await stored(stub)).toContain('77');
  if (used) await stub.use();
  else await runDurableObjectAlarm(stub);
  expect(await stored(stub)).not.toContain('77');
  expect(await stub.find()).toEqual({ status: used ? 'used' : 'expired' });
  expect(await stub.accept('grades')).toBe(false);
  await stub.use();
  expect(await stub.find()).toEqual({ status: used ? 'used' : 'expired' });
  await runDurableObjectAlarm(stub);
  expect(await stored(stub)).toBe('[]');
});

test('an answer waits no longer than its package is valid', async () => {
  const stub = CHECK.get(CHECK.newUniqueId());
  const expiresAtMs = Date.now() + HOUR_MS;
  await stub.open({ expiresAtMs, sealed: new Uint8Array() } as never);
  expect(await runInDurableObject(stub, (_, { storage }) => storage.getAlarm())).toBe(expiresAtMs);
});

test('a package accepts the same grades until it is used, and never others', async () => {
  const stub = CHECK.get(CHECK.newUniqueId());
  expect(await stub.accept('one')).toBe(false);
  await stub.open({ expiresAtMs: Date.now() + HOUR_MS, sealed: new Uint8Array() } as never);
  const accepted = async () => [await stub.accept('one'), await stub.accept('other'), await stub.accept('one')];
  expect(await accepted()).toEqual([true, false, true]);
  await evictDurableObject(stub);
  expect(await accepted()).toEqual([true, false, true]);
  await stub.use();
  expect(await accepted()).toEqual([false, false, false]);
});
