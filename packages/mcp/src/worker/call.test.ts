import type { LogRecord, Principal } from '@aisystant/oauth';
import { describe, expect, test } from 'vitest';
import { type Effect, SIGNED_IN } from '../define/tool.ts';
import { type ErrorCode, ToolError } from '../define/tool-error.ts';
import { type Callee, type CallScope, call } from './call.ts';

const SECRET = 'words of a person and a token abc:def';
const anna: Principal = { userId: 'anna', scopes: ['test:read', 'test:write'], clientId: 'client-1' };

/** A pipeline with everything that happens in it written down in order. */
function pipeline(changed: Partial<CallScope<null>> & { readonly full?: readonly string[] } = {}) {
  const steps: string[] = [];
  const lines: LogRecord[] = [];
  const limit = (name: string): RateLimit => ({
    limit: async ({ key }) => {
      steps.push(`${name} ${key}`);
      return { success: !changed.full?.includes(name) };
    },
  });
  const scope: CallScope<null> = {
    server: 'test-mcp',
    user: anna,
    services: null,
    limits: { READ_LIMIT: limit('read'), WRITE_LIMIT: limit('write'), ADDRESS_LIMIT: limit('address') },
    address: '192.0.2.1',
    trace: 'trace-1',
    deadlineMs: 1000,
    log: (line) => lines.push(line),
    ...changed,
  };
  return { steps, lines, scope };
}

const callee = (effect: Effect = 'read', scope: string | null = `test:${effect === 'read' ? 'read' : 'write'}`) =>
  ({ kind: 'tool', name: 'test.tool', scope, effect }) satisfies Callee;

describe('the order', () => {
  test('is permission, then limits, then the tool; a refusal stops the rest', async () => {
    const { steps, scope } = pipeline();
    await call(callee(), scope, {}, async () => void steps.push('run'));
    expect(steps).toEqual(['read anna', 'run']);

    const stranger = pipeline({ user: { ...anna, scopes: [] } });
    const refused = await call(callee(), stranger.scope, {}, async () => void stranger.steps.push('run'));
    expect(refused).toMatchObject({ ok: false, error: { code: 'FORBIDDEN', retryable: false } });
    expect(stranger.steps).toEqual([]);

    const full = pipeline({ full: ['read'] });
    const limited = await call(callee(), full.scope, {}, async () => void full.steps.push('run'));
    expect(limited).toMatchObject({ ok: false, error: { code: 'RATE_LIMITED', retryable: true } });
    expect(full.steps).toEqual(['read anna']);
  });

  test('of permissions: each is its own, and nobody has those of a stranger', async () => {
    const reader = pipeline({ user: { ...anna, scopes: ['test:read'] } });
    expect(await call(callee('write'), reader.scope, {}, async () => 1)).toMatchObject({
      error: { code: 'FORBIDDEN' },
    });
    const visitor = pipeline({ user: { ...anna, scopes: ['test:read'] } });
    expect(await call(callee('write', SIGNED_IN), visitor.scope, {}, async () => 1)).toEqual({ ok: true, value: 1 });
    const nobody = pipeline({ user: null });
    expect(await call(callee('read', SIGNED_IN), nobody.scope, {}, async () => 1)).toMatchObject({
      error: { code: 'FORBIDDEN' },
    });
    expect(await call(callee(), nobody.scope, {}, async () => 1)).toMatchObject({ error: { code: 'FORBIDDEN' } });
  });
});

describe('limits', () => {
  test.each([
    ['read', 'read anna'],
    ['write', 'write anna'],
    ['destructive', 'write anna'],
  ] as const)('of a %s are counted for the person', async (effect, step) => {
    const { steps, scope } = pipeline();
    await call(callee(effect), scope, { subject: 'chat-person' }, async () => 1);
    expect(steps).toEqual([step]);
  });

  test('without a token are counted by address with the chat’s person, under a ceiling for the address', async () => {
    const { steps, scope } = pipeline({ user: null });
    await call(callee('read', null), scope, { subject: 'chat-person' }, async () => 1);
    expect(steps).toEqual(['read 192.0.2.1 chat-person', 'address 192.0.2.1']);
    const crowded = pipeline({ user: null, full: ['address'] });
    expect(await call(callee('read', null), crowded.scope, {}, async () => 1)).toMatchObject({
      error: { code: 'RATE_LIMITED' },
    });
  });
});

describe('the outcome', () => {
  test('of a good run is its value', async () => {
    expect(await call(callee(), pipeline().scope, {}, async () => 17)).toEqual({ ok: true, value: 17 });
  });

  test.each(['CONFLICT', 'NOT_FOUND', 'CONSENT_REQUIRED', 'UNAVAILABLE'] as const)(
    'of a stated failure is what was stated: %s',
    async (code: ErrorCode) => {
      const stated = new ToolError(code, 'Сказано.', { field: 'version', hint: 'Перечитай.' });
      const { scope, lines } = pipeline();
      const outcome = await call(callee(), scope, {}, async () => Promise.reject(stated));
      expect(outcome).toEqual({ ok: false, error: stated.facts });
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatchObject({ code });
    },
  );

  test.each([
    ['an error', new Error(SECRET)],
    ['an error with a message of many lines', new TypeError(`x\n    at ${SECRET}\n    at home (${SECRET}:1:2)`)],
    ['an error with a cause', new Error('x', { cause: SECRET })],
    ['a text', SECRET],
    ['an object', { secret: SECRET }],
    ['nothing', undefined],
  ])('of anything else that is thrown is INTERNAL, and nobody learns what it said: %s', async (_, thrown) => {
    const { scope, lines } = pipeline();
    const outcome = await call(callee(), scope, {}, async () => {
      throw thrown;
    });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'INTERNAL', retryable: true } });
    expect(lines.map(({ event }) => event)).toEqual(['unexpected', 'tool']);
    expect(lines.every(({ trace }) => trace === 'trace-1')).toBe(true);
    expect(JSON.stringify([outcome, lines])).not.toContain('words of a person');
  });

  test('of a fault names in the log where it broke', async () => {
    const { scope, lines } = pipeline();
    await call(callee(), scope, {}, async () => {
      throw new RangeError('x');
    });
    expect(lines[0]?.['detail']).toMatch(/^RangeError at .*call\.test\.ts:\d+:\d+/);
  });
});

describe('the deadline', () => {
  test('answers UNAVAILABLE in time and tells the tool to stop', async () => {
    const { scope, lines } = pipeline({ deadlineMs: 20 });
    let stopped = false;
    const outcome = await call(callee(), scope, {}, ({ signal }) => {
      signal.addEventListener('abort', () => {
        stopped = true;
      });
      return new Promise(() => {});
    });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'UNAVAILABLE', retryable: true } });
    expect(stopped).toBe(true);
    expect(lines[0]).toMatchObject({ code: 'UNAVAILABLE' });
  });

  test('does not touch a run that is ready, and a late failure of the tool harms nobody', async () => {
    const { scope } = pipeline({ deadlineMs: 20 });
    expect(await call(callee(), scope, {}, async () => 1)).toEqual({ ok: true, value: 1 });
    const late = call(
      callee(),
      scope,
      {},
      () => new Promise((_, reject) => setTimeout(() => reject(new Error('late')), 40)),
    );
    expect(await late).toMatchObject({ error: { code: 'UNAVAILABLE' } });
    await new Promise((resolve) => setTimeout(resolve, 40));
  });

  test('a caller who leaves stops the tool', async () => {
    const leaving = new AbortController();
    const { scope } = pipeline();
    const outcome = call(callee(), scope, { signal: leaving.signal }, async ({ signal }) => {
      leaving.abort();
      return signal.aborted;
    });
    expect(await outcome).toEqual({ ok: true, value: true });
  });
});

describe('the log', () => {
  test('has one line a call: who, through what, to what, how it ended, and never what was said', async () => {
    const { scope, lines } = pipeline();
    await call(callee('write'), scope, { subject: SECRET }, async () => ({ text: SECRET }));
    expect(lines).toEqual([
      {
        event: 'tool',
        server: 'test-mcp',
        name: 'test.tool',
        who: 'anna',
        client: 'client-1',
        code: 'OK',
        ms: expect.any(Number),
        trace: 'trace-1',
      },
    ]);
  });

  test('of a call without a token names nobody, and no address', async () => {
    const { scope, lines } = pipeline({ user: null });
    await call(callee('read', null), scope, {}, async () => 1);
    expect(lines[0]).toMatchObject({ who: null, client: null, code: 'OK' });
    expect(JSON.stringify(lines)).not.toContain('192.0.2.1');
  });
});
