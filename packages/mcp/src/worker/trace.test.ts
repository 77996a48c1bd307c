import { BOTH_ERAS, type Era } from '@aisystant/testing';
import { describe, expect, test } from 'vitest';
import { keepLog, send } from '../../fixture/client.ts';

const lines = keepLog();
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';

describe.each(BOTH_ERAS)('with protocol version %s', (era: Era) => {
  const lineOf = async (method: string, params: object, traceparent: unknown) => {
    await send({ method, params: { ...params, _meta: { traceparent } }, era });
    return JSON.parse(lines.at(-1) ?? '');
  };
  const hello = { name: 'fixture_say_hello' };

  test.each([
    ['tools/call', hello, 'fixture.say_hello'],
    ['resources/read', { uri: 'fixture://about' }, 'about'],
    ['tools/list', {}, 'tools/list'],
  ])('the log line of %s names the trace of the client', async (method, params, name) => {
    expect(await lineOf(method, params, `00-${TRACE}-${SPAN}-01`)).toMatchObject({ name, code: 'OK', traceId: TRACE });
  });

  test.each([
    undefined,
    7,
    '',
    TRACE,
    `00-${'0'.repeat(32)}-${SPAN}-01`,
    `00-${TRACE}-${'0'.repeat(16)}-01`,
    `ff-${TRACE}-${SPAN}-01`,
    `00-${TRACE}-${SPAN}-01-more`,
    `00-${TRACE.toUpperCase()}-${SPAN}-01`,
    'a word of a person',
  ])('%s names none, and the call succeeds', async (traceparent) => {
    const line = await lineOf('tools/call', hello, traceparent);
    expect(line).toMatchObject({ code: 'OK' });
    expect(line).not.toHaveProperty('traceId');
  });
});
