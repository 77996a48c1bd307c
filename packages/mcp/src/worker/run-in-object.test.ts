import type { LogRecord, Principal } from '@aisystant/oauth';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { DataObject } from '../define/data-object.ts';
import { handler } from '../define/handler.ts';
import { ToolError } from '../define/tool-error.ts';
import { type CallerContext, call } from './call.ts';
import { type ObjectServer, runInObject } from './run-in-object.ts';

const SECRET = 'words of a person';
const anna: Principal = { userId: 'anna', scopes: ['test:read'], clientId: 'client-1' };
const operation = { kind: 'tool', name: 'test.tool', scope: 'test:read', effect: 'read', needsConsent: true } as const;

interface Services {
  readonly stored: number;
  end(): Promise<void>;
}

type Handle = (services: Services, now: number) => Promise<unknown>;

/** An object with one tool. */
function objectWith(handle: Handle, changed: Partial<ObjectServer<Services>> = {}): DataObject {
  const server: ObjectServer<Services> = {
    name: 'test-mcp',
    callables: [{ operation, [handler]: () => ({ run: ({ services, now }) => handle(services, now) }) }],
    services: (_, end) => ({ stored: 17, end }),
    ...changed,
  };
  return { run: (message) => runInObject(server, structuredClone(message)) };
}

/** Calls the tool through its object; the context records log lines and revocations. */
async function callIn(object: DataObject, called = operation) {
  const lines: LogRecord[] = [];
  const revoked: string[] = [];
  const unlimited: RateLimit = { limit: async () => ({ success: true }) };
  const never = async () => Promise.reject(new Error('the handler ran in the Worker'));
  const context: CallerContext<null> = {
    server: { name: 'test-mcp' },
    user: anna,
    services: () => null,
    dataObject: ({ needsConsent }) => (needsConsent ? object : null),
    revokeAllAccess: async () => void revoked.push(anna.userId),
    env: { READ_LIMIT: unlimited, WRITE_LIMIT: unlimited, ADDRESS_LIMIT: unlimited },
    address: '192.0.2.1',
    requestId: 'request-1',
    deadlineMs: 1000,
    recordCall: () => {},
    log: (line) => lines.push(line),
  };
  const outcome = await call({ operation: called, [handler]: () => ({ run: never }) }, context, { input: {} });
  return { outcome, lines, revoked };
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('an operation in the object of its data', () => {
  test('runs on the services of the object, at the time of the call', async () => {
    const before = Date.now();
    const { outcome, lines } = await callIn(objectWith(async ({ stored }, now) => [stored, now >= before]));
    expect(outcome).toEqual({ ok: true, value: [17, true] });
    expect(lines).toMatchObject([{ event: 'tool', code: 'OK', who: 'anna', requestId: 'request-1' }]);
  });

  test('fails with the same facts as in the Worker', async () => {
    const expected = new ToolError('CONFLICT', 'Сказано.', { field: 'version', hint: 'Перечитай.' });
    const { outcome, lines } = await callIn(objectWith(() => Promise.reject(expected)));
    expect(outcome).toEqual({ ok: false, error: expected.facts });
    expect(lines).toMatchObject([{ code: 'CONFLICT' }]);
  });

  test('is refused there when the consent is withdrawn', async () => {
    const requireConsent = () => Promise.reject(new ToolError('CONSENT_REQUIRED', 'Забрано.'));
    const { outcome } = await callIn(objectWith(async () => 'data', { requireConsent }));
    expect(outcome).toMatchObject({ ok: false, error: { code: 'CONSENT_REQUIRED' } });
  });

  test('that breaks is INTERNAL, and logged without its message', async () => {
    const logged = vi.spyOn(console, 'log').mockImplementation(() => {});
    const { outcome } = await callIn(objectWith(() => Promise.reject(new TypeError(SECRET))));
    expect(outcome).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
    const [[line]] = logged.mock.calls as [[string]];
    expect(line).toMatch(/"event":"unexpected".*"requestId":"request-1".*TypeError at/);
    expect(line).not.toContain(SECRET);
  });

  test('ends all access of the caller before the answer, if it says so', async () => {
    expect((await callIn(objectWith(async ({ end }) => end()))).revoked).toEqual(['anna']);
    expect((await callIn(objectWith(async () => 'stays'))).revoked).toEqual([]);
  });

  test('that the object does not have is a fault, not an answer', async () => {
    const unknown = { ...operation, name: 'test.other' } as unknown as typeof operation;
    expect(
      (
        await callIn(
          objectWith(async () => 'data'),
          unknown,
        )
      ).outcome,
    ).toMatchObject({ error: { code: 'INTERNAL' } });
  });
});

describe('an object that does not answer', () => {
  const failing = (error: unknown): DataObject => ({ run: () => Promise.reject(error) });

  test.each(['retryable', 'overloaded'])('is UNAVAILABLE when the platform marks the error %s', async (mark) => {
    const { outcome } = await callIn(failing(Object.assign(new Error('moved'), { [mark]: true })));
    expect(outcome).toMatchObject({ ok: false, error: { code: 'UNAVAILABLE', retryable: true } });
  });

  test('is INTERNAL after any other error', async () => {
    const { outcome, lines } = await callIn(failing(new TypeError('no such method')));
    expect(outcome).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
    expect(lines.map(({ event }) => event)).toEqual(['unexpected', 'tool']);
  });
});
