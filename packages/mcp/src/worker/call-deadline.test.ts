import { describe, expect, test, vi } from 'vitest';
import { callable, one, pipeline } from '../testing/pipeline.ts';
import { call } from './call.ts';

const input = {};

describe('the deadline', () => {
  test('answers UNAVAILABLE', async () => {
    const { context, lines } = pipeline({ deadlineMs: 20 });
    const outcome = await call(
      callable(() => new Promise(() => {})),
      context,
      { input },
    );
    expect(outcome).toMatchObject({ ok: false, error: { code: 'UNAVAILABLE', retryable: true } });
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
});
