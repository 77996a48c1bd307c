import { expect, test } from 'vitest';
import { openTwin } from './durable-twin.ts';
import type { TwinObject } from './twin-object.ts';

/** A namespace whose only object fails. */
function failing(error: Error): DurableObjectNamespace<TwinObject> {
  const object = { perform: () => Promise.reject(error) };
  return { idFromName: () => 'id', get: () => object } as unknown as DurableObjectNamespace<TwinObject>;
}

const read = (error: Error) =>
  openTwin(failing(error), 'anna', { clientId: 'test', consentedAtMs: 0, scope: 'dt:read' }).events.periodFacts(
    { fromMs: 0, toMs: 1 },
    { start: '2026-01-01', end: '2026-01-02' },
  );

test.each(['retryable', 'overloaded'])('an error that the platform marks %s becomes UNAVAILABLE', async (mark) => {
  await expect(read(Object.assign(new Error('moved'), { [mark]: true }))).rejects.toMatchObject({
    facts: { code: 'UNAVAILABLE', retryable: true },
  });
});

test('any other error is thrown unchanged', async () => {
  const fault = new TypeError('no such column');
  await expect(read(fault)).rejects.toBe(fault);
});
