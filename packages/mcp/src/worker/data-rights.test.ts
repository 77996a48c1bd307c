import type { Principal } from '@aisystant/oauth';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { defineTool, type OwnData, ToolError } from '../define/index.ts';
import type { ErrorCode } from '../define/tool-error.ts';
import { dataRightsOf } from './data-rights.ts';
import type { RequestContext } from './request-context.ts';

const tool = defineTool.for<null>();
const facts = {
  version: '1.0.0',
  status: 'stable',
  title: 'Проба',
  intent: 'Проба.',
  useWhen: ['нужна проба'],
  doNotUseWhen: [{ case: 'не нужна' }],
  effect: 'write',
  semantics: 'Проба.',
  privacy: 'только своё',
  errors: ['CONFLICT'],
  examples: [
    { question: 'Первый?', input: {}, answer: 'Да.' },
    { question: 'Второй?', input: {}, answer: 'Да.' },
  ],
} as const;

/** The rights at a server whose tools fail with a code, and who called what. */
function rightsThat(fail: ErrorCode | 'throw' | null, capacity = true) {
  const callers: (Principal | null)[] = [];
  const answer = <T>(user: Principal | null, value: T): T => {
    callers.push(user);
    if (fail === 'throw') throw new Error('private');
    if (fail !== null) throw new ToolError(fail, 'нет');
    return value;
  };
  const ownData: OwnData<null> = {
    copy: tool({
      ...{ ...facts, id: 'test.copy', scope: 'test:read', summarize: () => '' },
      input: () => z.strictObject({}),
      output: () => z.object({ download_url: z.string(), more: z.int() }),
      run: (_, { user }) => answer(user, { download_url: 'https://test.example/file/x', more: 1 }),
    }),
    erase: tool({
      ...{ ...facts, id: 'test.erase', scope: 'test:write', summarize: () => '' },
      input: () => z.strictObject({ confirm: z.string().optional() }),
      output: () =>
        z.object({ counts: z.object({ a: z.int(), b: z.int() }), confirmation_token: z.string().nullable() }),
      run: ({ confirm }, { user }) =>
        answer(user, { counts: { a: 2, b: 0 }, confirmation_token: confirm === undefined ? 'token' : null }),
    }),
    counted: { b: { ru: 'б', en: 'b' }, a: { ru: 'а', en: 'a' } },
    stays: { ru: 'ничего', en: 'nothing' },
  };
  const limit = { limit: async () => ({ success: capacity }) };
  const context = {
    server: { name: 'test-mcp', scopes: { 'test:read': {}, 'test:write': {} }, ownData, services: () => null },
    request: new Request('https://test.example/account/erase'),
    env: { READ_LIMIT: limit, WRITE_LIMIT: limit, ADDRESS_LIMIT: limit },
    auth: { revokeAllAccess: async () => {}, activity: { record: () => {} } },
  } as unknown as RequestContext<unknown, null>;
  return { rights: dataRightsOf(context), callers };
}

const PERSON = { userId: 'anna', csrf: 'secret', id: 'session' };

describe('the rights of a person', () => {
  test('are exercised as that person with every scope, consented now, without anything else of the session', async () => {
    const { rights, callers } = rightsThat(null);
    const before = Date.now();
    expect(await rights?.copy(PERSON)).toEqual({ ok: true, value: 'https://test.example/file/x' });
    expect(callers).toEqual([
      { userId: 'anna', clientId: 'account', scopes: ['test:read', 'test:write'], consentedAtMs: expect.any(Number) },
    ]);
    expect(callers[0]?.consentedAtMs).toBeGreaterThanOrEqual(before);
  });

  test('name each count in the order of the declaration', async () => {
    const { rights } = rightsThat(null);
    const value = {
      confirmation: 'token',
      counts: [
        { what: { ru: 'б', en: 'b' }, count: 0 },
        { what: { ru: 'а', en: 'a' }, count: 2 },
      ],
      stays: { ru: 'ничего', en: 'nothing' },
    };
    expect(await rights?.erase(PERSON)).toEqual({ ok: true, value });
    expect(await rights?.erase(PERSON, 'token')).toEqual({ ok: true, value: { ...value, confirmation: null } });
  });

  test.each([
    ['CONFLICT', 'confirmationOld'],
    ['INVALID_ARGUMENT', 'confirmationOld'],
    ['UNAVAILABLE', 'busy'],
    ['CONSENT_REQUIRED', 'unexpected'],
    ['throw', 'unexpected'],
  ] as const)('fail with a page of their own: %s', async (code, error) => {
    const { rights } = rightsThat(code);
    expect(await rights?.copy(PERSON)).toEqual({ ok: false, error });
    expect(await rights?.erase(PERSON, 'x')).toEqual({ ok: false, error });
  });

  test('are within the limits of any call', async () => {
    const { rights, callers } = rightsThat(null, false);
    expect(await rights?.erase(PERSON, 'x')).toEqual({ ok: false, error: 'tooManyCalls' });
    expect(callers).toEqual([]);
  });
});
