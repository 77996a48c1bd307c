import { describe, expect, test, vi } from 'vitest';
import { callable, one, pipeline } from '../testing/pipeline.ts';
import { call } from './call.ts';

const input = {};

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

  test('aborts also a signal that the handler reads only after it', async () => {
    const { context } = pipeline({ deadlineMs: 20 });
    let read: (isAborted: boolean) => void;
    const isAborted = new Promise<boolean>((resolve) => {
      read = resolve;
    });
    await call(
      callable(async (handlerContext) => {
        await scheduler.wait(40);
        read(handlerContext.signal.aborted);
      }),
      context,
      { input },
    );
    expect(await isAborted).toBe(true);
  });

  test('is one signal, however often the handler reads it', async () => {
    const { context } = pipeline();
    const run = async (handlerContext: { readonly signal: AbortSignal }) => {
      const { signal } = handlerContext;
      return handlerContext.signal === signal;
    };
    expect(await call(callable(run), context, { input })).toEqual({ ok: true, value: true });
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
