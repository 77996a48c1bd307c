import type { EndedCall, LogRecord, Principal } from '@aisystant/oauth';
import { describe, expect, test, vi } from 'vitest';
import type { CallContext } from '../define/call-context.ts';
import { handler } from '../define/handler.ts';
import { type Effect, SIGNED_IN } from '../define/operation.ts';
import { type ErrorCode, ToolError } from '../define/tool-error.ts';
import { type CallerContext, call } from './call.ts';

const SECRET = 'words of a person and a token abc:def';
const anna: Principal = { userId: 'anna', scopes: ['test:read', 'test:write'], clientId: 'client-1' };

/** A caller context that records its log lines and the order of its steps. */
function pipeline(changed: Partial<CallerContext<null>> & { readonly full?: readonly string[] } = {}) {
  const steps: string[] = [];
  const lines: LogRecord[] = [];
  const kept: EndedCall[] = [];
  const limit = (name: string): RateLimit => ({
    limit: async ({ key }) => {
      steps.push(`${name} ${key}`);
      return { success: !changed.full?.includes(name) };
    },
  });
  const context: CallerContext<null> = {
    server: { name: 'test-mcp' },
    user: anna,
    services: () => null,
    dataObject: () => null,
    revokeAllAccess: async () => {},
    env: { READ_LIMIT: limit('read'), WRITE_LIMIT: limit('write'), ADDRESS_LIMIT: limit('address') },
    address: '192.0.2.1',
    requestId: 'request-1',
    deadlineMs: 1000,
    recordCall: (_, ended) => kept.push(ended),
    log: (line) => lines.push(line),
    ...changed,
  };
  return { steps, lines, kept, context };
}

interface OperationOptions {
  readonly effect?: Effect;
  readonly scope?: string | null;
  readonly needsConsent?: boolean;
}

/** A tool with this handler. */
const callable = <T>(run: (context: CallContext<null>) => Promise<T>, options: OperationOptions = {}) => {
  const { effect = 'read', scope = `test:${effect === 'read' ? 'read' : 'write'}`, needsConsent = true } = options;
  const operation = { kind: 'tool', name: 'test.tool', scope, effect, needsConsent } as const;
  return { operation, [handler]: () => ({ run }) };
};
const one = async () => 1;
const input = {};

describe('the order of checks', () => {
  test('is scope, rate limit, handler; a refusal stops the rest', async () => {
    const { steps, context } = pipeline();
    await call(
      callable(async () => void steps.push('run')),
      context,
      { input },
    );
    expect(steps).toEqual(['read anna', 'run']);

    const withoutScope = pipeline({ user: { ...anna, scopes: [] } });
    const refused = await call(
      callable(async () => void withoutScope.steps.push('run')),
      withoutScope.context,
      { input },
    );
    expect(refused).toMatchObject({ ok: false, error: { code: 'FORBIDDEN', retryable: false } });
    expect(withoutScope.steps).toEqual([]);

    const full = pipeline({ full: ['read'] });
    const limited = await call(
      callable(async () => void full.steps.push('run')),
      full.context,
      { input },
    );
    expect(limited).toMatchObject({ ok: false, error: { code: 'RATE_LIMITED', retryable: true } });
    expect(full.steps).toEqual(['read anna']);
  });

  test('requires exactly the scope of the operation, and a user if it needs a sign-in', async () => {
    const reader = pipeline({ user: { ...anna, scopes: ['test:read'] } });
    expect(await call(callable(one, { effect: 'write' }), reader.context, { input })).toMatchObject({
      error: { code: 'FORBIDDEN' },
    });
    const signedIn = pipeline({ user: { ...anna, scopes: ['test:read'] } });
    expect(await call(callable(one, { effect: 'write', scope: SIGNED_IN }), signedIn.context, { input })).toEqual({
      ok: true,
      value: 1,
    });
    const withoutToken = pipeline({ user: null });
    expect(
      await call(callable(one, { effect: 'read', scope: SIGNED_IN }), withoutToken.context, { input }),
    ).toMatchObject({
      error: { code: 'FORBIDDEN' },
    });
    expect(await call(callable(one), withoutToken.context, { input })).toMatchObject({ error: { code: 'FORBIDDEN' } });
  });
});

describe('limits', () => {
  test.each([
    ['read', 'read anna'],
    ['write', 'write anna'],
    ['destructive', 'write anna'],
  ] as const)('of a %s are counted by user', async (effect, step) => {
    const { steps, context } = pipeline();
    await call(callable(one, { effect }), context, { input, subject: 'chat-person' });
    expect(steps).toEqual([step]);
  });

  test('without a token are counted by address and subject, and also by address alone', async () => {
    const { steps, context } = pipeline({ user: null });
    await call(callable(one, { effect: 'read', scope: null }), context, { input, subject: 'chat-person' });
    expect(steps).toEqual(['read 192.0.2.1 chat-person', 'address 192.0.2.1']);
    const crowded = pipeline({ user: null, full: ['address'] });
    expect(await call(callable(one, { effect: 'read', scope: null }), crowded.context, { input })).toMatchObject({
      error: { code: 'RATE_LIMITED' },
    });
  });
});

describe('the outcome', () => {
  test('of a successful run is its value', async () => {
    expect(
      await call(
        callable(async () => 17),
        pipeline().context,
        { input },
      ),
    ).toEqual({ ok: true, value: 17 });
  });

  test.each(['CONFLICT', 'NOT_FOUND', 'CONSENT_REQUIRED', 'UNAVAILABLE'] as const)(
    'of a ToolError is its facts: %s',
    async (code: ErrorCode) => {
      const expected = new ToolError(code, 'Сказано.', { field: 'version', hint: 'Перечитай.' });
      const { context, lines } = pipeline();
      const outcome = await call(
        callable(async () => Promise.reject(expected)),
        context,
        { input },
      );
      expect(outcome).toEqual({ ok: false, error: expected.facts });
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
  ])(
    'of anything else that is thrown is INTERNAL, without its message in the answer or the log: %s',
    async (_, thrown) => {
      const { context, lines } = pipeline();
      const outcome = await call(
        callable(async () => {
          throw thrown;
        }),
        context,
        { input },
      );
      expect(outcome).toMatchObject({ ok: false, error: { code: 'INTERNAL', retryable: true } });
      expect(lines.map(({ event }) => event)).toEqual(['unexpected', 'tool']);
      expect(lines.every(({ requestId }) => requestId === 'request-1')).toBe(true);
      expect(JSON.stringify([outcome, lines])).not.toContain('words of a person');
    },
  );

  test('of an unexpected error has its class and place in the log', async () => {
    const { context, lines } = pipeline();
    await call(
      callable(async () => {
        throw new RangeError('x');
      }),
      context,
      { input },
    );
    expect(lines[0]?.['detail']).toMatch(/^RangeError at .*call\.test\.ts:\d+:\d+/);
  });
});

describe('the deadline', () => {
  test('answers UNAVAILABLE and aborts the signal of the handler', async () => {
    const { context, lines } = pipeline({ deadlineMs: 20 });
    let stopped = false;
    const outcome = await call(
      callable(({ signal }) => {
        signal.addEventListener('abort', () => {
          stopped = true;
        });
        return new Promise(() => {});
      }),
      context,
      { input },
    );
    expect(outcome).toMatchObject({ ok: false, error: { code: 'UNAVAILABLE', retryable: true } });
    expect(stopped).toBe(true);
    expect(lines[0]).toMatchObject({ code: 'UNAVAILABLE' });
  });

  test('does not affect a finished run, and a rejection after it is handled', async () => {
    const { context } = pipeline({ deadlineMs: 20 });
    expect(await call(callable(one), context, { input })).toEqual({ ok: true, value: 1 });
    const late = call(
      callable(() => new Promise((_, reject) => setTimeout(() => reject(new Error('late')), 40))),
      context,
      { input },
    );
    expect(await late).toMatchObject({ error: { code: 'UNAVAILABLE' } });
    await new Promise((resolve) => setTimeout(resolve, 40));
  });

  test('costs a timer only where a handler waits for something', async () => {
    const { context } = pipeline();
    const timers = vi.spyOn(globalThis, 'setTimeout');
    expect(await call(callable(one), context, { input })).toEqual({ ok: true, value: 1 });
    expect(timers).not.toHaveBeenCalled();
    const waiting = async () => new Response('1').json();
    expect(await call(callable(waiting), context, { input })).toEqual({ ok: true, value: 1 });
    expect(timers).toHaveBeenCalledOnce();
    timers.mockRestore();
  });

  test('when the caller disconnects, the signal of the handler is aborted', async () => {
    const leaving = new AbortController();
    const { context } = pipeline();
    const outcome = call(
      callable(async ({ signal }) => {
        leaving.abort();
        return signal.aborted;
      }),
      context,
      { input, signal: leaving.signal },
    );
    expect(await outcome).toEqual({ ok: true, value: true });
  });
});

describe('a client that closes the connection', () => {
  /** A call whose client leaves while it runs, and what the handler does then. */
  const leave = async (afterwards: () => unknown) => {
    const leaving = new AbortController();
    const { context, lines } = pipeline();
    const run = async () => {
      leaving.abort();
      return afterwards();
    };
    const outcome = await call(callable(run), context, { input, signal: leaving.signal });
    return { outcome, lines };
  };

  test.each([
    ['an abort', new DOMException('aborted', 'AbortError')],
    ['a refusal', new ToolError('UNAVAILABLE', 'Хранилище молчит.')],
  ])('is no fault of the server, even if the handler fails by %s', async (_, thrown) => {
    const { outcome, lines } = await leave(() => Promise.reject(thrown));
    expect(outcome).toMatchObject({ ok: false, error: { code: 'UNAVAILABLE' } });
    expect(lines).toEqual([expect.objectContaining({ event: 'tool', code: 'CLIENT_ABORT' })]);
  });

  test('does not hide what was done', async () => {
    const { lines } = await leave(() => 17);
    expect(lines).toEqual([expect.objectContaining({ event: 'tool', code: 'OK' })]);
  });
});

describe('the log', () => {
  test('has one line for each call, with user, client, operation and code, without arguments or results', async () => {
    const { context, lines } = pipeline();
    await call(
      callable(async () => ({ text: SECRET }), { effect: 'write' }),
      context,
      { input, subject: SECRET },
    );
    expect(lines).toEqual([
      {
        event: 'tool',
        server: 'test-mcp',
        name: 'test.tool',
        who: 'anna',
        client: 'client-1',
        code: 'OK',
        ms: expect.any(Number),
        requestId: 'request-1',
      },
    ]);
  });

  test('of a call without a token has neither a user nor an address', async () => {
    const { context, lines } = pipeline({ user: null });
    await call(callable(one, { effect: 'read', scope: null }), context, { input });
    expect(lines[0]).toMatchObject({ who: null, client: null, code: 'OK' });
    expect(JSON.stringify(lines)).not.toContain('192.0.2.1');
  });
});
