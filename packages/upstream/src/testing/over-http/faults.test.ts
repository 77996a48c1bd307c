import { afterEach, expect, test } from 'vitest';
import { errorCodeOf, type FailureReason, toolErrorOf } from '../../failure.ts';
import type { UpstreamPolicy } from '../../policy.ts';
import { type FixtureCall, fixturePolicy } from '../fixture-policy.ts';
import { SECRET, startCaller } from './setup.ts';
import { type Behaviour, body, cutOff, hangUp, json, stall, stallInBody } from './third-party.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

/** Longer than an answer takes on a busy machine. */
const LONG_MS = 5_000;
/** For a third party that never answers. */
const SHORT_MS = 200;

async function caller(change: Partial<UpstreamPolicy<FixtureCall>> = {}) {
  const started = await startCaller({ timeoutMs: LONG_MS, totalMs: 3 * LONG_MS, ...change });
  open.push(started.thirdParty);
  return started;
}

/** Echoes what it was sent, as some third parties do in their errors. */
const echo =
  (status: number): Behaviour =>
  (response, { url, headers }) =>
    json({ errorCode: `E ${headers['x-auth-token']}`, errorMessage: `${url} ${headers['x-auth-token']}` }, status)(
      response,
      { url, headers, method: '', body: '' },
    );

interface Fault {
  readonly name: string;
  readonly behaviour: Behaviour;
  readonly reason: FailureReason;
  readonly code: string;
  /** Requests that an idempotent call makes before it gives up. */
  readonly sent: number;
  /** How long the call waits for an answer. */
  readonly timeoutMs?: number;
}

const FAULTS: readonly Fault[] = [
  { name: '429', behaviour: echo(429), reason: 'rate_limited', code: 'RATE_LIMITED', sent: 3 },
  { name: '500 with HTML', behaviour: body('<h1>500</h1>', 500), reason: 'unavailable', code: 'UNAVAILABLE', sent: 3 },
  { name: '503', behaviour: echo(503), reason: 'unavailable', code: 'UNAVAILABLE', sent: 3 },
  { name: '408', behaviour: body('', 408), reason: 'unavailable', code: 'UNAVAILABLE', sent: 3 },
  { name: 'a stall', behaviour: stall, reason: 'unavailable', code: 'UNAVAILABLE', sent: 3, timeoutMs: SHORT_MS },
  {
    name: 'a stall in the body',
    behaviour: stallInBody,
    reason: 'unavailable',
    code: 'UNAVAILABLE',
    sent: 3,
    timeoutMs: SHORT_MS,
  },
  { name: 'a connection that is closed', behaviour: hangUp, reason: 'unavailable', code: 'UNAVAILABLE', sent: 3 },
  { name: 'truncated JSON', behaviour: body('{"value":1'), reason: 'garbled', code: 'UNAVAILABLE', sent: 3 },
  { name: 'HTML with 200', behaviour: body('<html>busy'), reason: 'garbled', code: 'UNAVAILABLE', sent: 3 },
  { name: 'an empty body', behaviour: body(''), reason: 'garbled', code: 'UNAVAILABLE', sent: 1 },
  { name: 'another shape', behaviour: json({ other: 1 }), reason: 'garbled', code: 'UNAVAILABLE', sent: 1 },
  { name: 'a huge body', behaviour: body(`"${'x'.repeat(200_000)}"`), reason: 'too_large', code: 'INTERNAL', sent: 1 },
  { name: '401', behaviour: body('', 401), reason: 'key_dead', code: 'INTERNAL', sent: 1 },
  { name: '403', behaviour: echo(403), reason: 'key_lacks_scope', code: 'INTERNAL', sent: 1 },
  { name: '404', behaviour: echo(404), reason: 'not_found', code: 'NOT_FOUND', sent: 1 },
  { name: '400', behaviour: echo(400), reason: 'rejected', code: 'INVALID_ARGUMENT', sent: 1 },
  {
    name: '302 to another host',
    behaviour: body('', 302, { location: `http://other.example/${SECRET}` }),
    reason: 'redirected',
    code: 'UNAVAILABLE',
    sent: 1,
  },
];

test.each(FAULTS)(
  '$name: $code after $sent requests',
  async ({ behaviour, reason, code, sent, timeoutMs = LONG_MS }) => {
    const { thirdParty, call, lines } = await caller({ retry: { attempts: 3, baseMs: 2, maxMs: 4 }, timeoutMs });
    thirdParty.answerWith([], behaviour);
    const result = await call();
    expect(result).toMatchObject({ ok: false, error: { reason, attempts: sent } });
    expect(errorCodeOf(reason)).toBe(code);
    expect(thirdParty.requests).toHaveLength(sent);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      event: 'upstream',
      upstream: 'fixture',
      name: 'read',
      reason,
      code,
      attempts: sent,
    });
  },
);

test.each(FAULTS)(
  '$name: a call that is not idempotent is sent once',
  async ({ behaviour, reason, timeoutMs = LONG_MS }) => {
    const { thirdParty, call } = await caller({ timeoutMs });
    thirdParty.answerWith([], behaviour);
    expect(await call({ endpoint: 'write', body: { a: 1 } })).toMatchObject({ ok: false, error: { reason } });
    expect(thirdParty.requests).toHaveLength(1);
  },
);

test.each<Pick<Fault, 'name' | 'behaviour' | 'timeoutMs'>>([...FAULTS, { name: 'a cut-off body', behaviour: cutOff }])(
  '$name: the key is in no error and no line',
  async ({ behaviour, timeoutMs = LONG_MS }) => {
    const { thirdParty, call, lines } = await caller({ retry: { attempts: 1, baseMs: 2, maxMs: 4 }, timeoutMs });
    thirdParty.answerWith([], behaviour);
    const result = await call();
    if (result.ok) throw new Error('the call succeeded');
    const { facts } = toolErrorOf(result.error, 'Сервис');
    const written = JSON.stringify([result, facts, lines]);
    expect(written).not.toContain(SECRET);
    expect(written).not.toContain(encodeURIComponent(SECRET));
    expect(written).not.toContain(thirdParty.origin);
  },
);

test('an idempotent call succeeds once the fault has passed', async () => {
  const { thirdParty, call, lines } = await caller();
  thirdParty.answerWith([body('<h1>502', 502), cutOff]);
  expect(await call({ endpoint: 'query', body: { a: 1 } })).toEqual({ ok: true, value: { value: 1 } });
  expect(thirdParty.requests.map(({ method, body }) => `${method} ${body}`)).toEqual(Array(3).fill('POST {"a":1}'));
  expect(lines).toEqual([]);
});

test('403 names the scope that the key lacks, 401 none', async () => {
  const { thirdParty, call, lines } = await caller();
  thirdParty.answerWith([body('', 403), body('', 401)]);
  await call();
  await call();
  expect(lines.map(({ reason, scope }) => ({ reason, scope }))).toEqual([
    { reason: 'key_lacks_scope', scope: 'things' },
    { reason: 'key_dead', scope: undefined },
  ]);
  expect(fixturePolicy.endpoints.read.scope).toBe('things');
});
