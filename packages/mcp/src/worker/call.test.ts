import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { SIGNED_IN } from '../define/operation.ts';
import { checkedOutput } from '../define/output-mismatch.ts';
import { type ErrorCode, ToolError } from '../define/tool-error.ts';
import { anna, callable, one, pipeline } from '../testing/pipeline.ts';
import { call } from './call.ts';

const SECRET = 'words of a person and a token abc:def';
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

  test('are counted by the beginning of a subject that is longer than a pseudonym', async () => {
    const { context, steps } = pipeline({ user: null });
    await call(callable(one, { effect: 'read', scope: null }), context, { input, subject: 'x'.repeat(100_000) });
    expect(steps[0]).toBe(`read 192.0.2.1 ${'x'.repeat(200)}`);
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

  test('of an answer that is not what is declared names the fields in the log, and never what is in them', async () => {
    const { context, lines } = pipeline();
    const output = z.object({ title: z.string() });
    const outcome = await call(
      callable(async () => checkedOutput('test.tool', output, { title: [SECRET] })),
      context,
      { input },
    );
    expect(lines[0]?.['detail']).toMatch(/^OutputMismatch \(test\.tool: title\) at /);
    expect(JSON.stringify([outcome, lines])).not.toContain('words of a person');
    expect(JSON.stringify(outcome)).not.toContain('title');
  });

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
