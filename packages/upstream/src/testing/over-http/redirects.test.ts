import { afterEach, expect, test } from 'vitest';
import { SECRET, startCaller } from './setup.ts';
import { body, json, startThirdParty, type ThirdParty } from './third-party.ts';

const open: ThirdParty[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

/** A third party that has moved to another address. */
async function moved(redirectHosts: readonly string[]) {
  const [caller, elsewhere] = [await startCaller({ redirectHosts }), await startThirdParty()];
  open.push(caller.thirdParty, elsewhere);
  const path = `/hook/${encodeURIComponent(SECRET)}/query`;
  const move = (location = `${elsewhere.origin}${path}`) => body('', 302, { location });
  return { ...caller, elsewhere, move };
}

const query = { endpoint: 'query', body: { filter: { '>ID': 5 } } } as const;

test('to an allowed host is followed once, with method, body and key; the log names the host only', async () => {
  const { call, thirdParty, elsewhere, move, lines } = await moved(['127.0.0.1']);
  thirdParty.answerWith([move()]);
  expect(await call(query)).toMatchObject({ ok: true });
  expect(elsewhere.requests).toEqual([
    expect.objectContaining({ method: 'POST', body: '{"filter":{">ID":5}}', url: thirdParty.requests[0]?.url }),
  ]);
  expect(lines).toEqual([{ event: 'upstream_moved', server: 'fixture-mcp', upstream: 'fixture', to: '127.0.0.1' }]);
});

test('a second one is not followed', async () => {
  const { call, thirdParty, elsewhere, move } = await moved(['127.0.0.1']);
  thirdParty.answerWith([move()]);
  elsewhere.answerWith([move()]);
  expect(await call(query)).toMatchObject({ ok: false, error: { reason: 'redirected' } });
  expect(elsewhere.requests).toHaveLength(1);
});

test('to a host that is not allowed, or to another path, nothing is sent', async () => {
  const foreign = await moved([]);
  foreign.thirdParty.answerWith([foreign.move()]);
  const otherPath = await moved(['127.0.0.1']);
  otherPath.thirdParty.answerWith([otherPath.move(`${otherPath.elsewhere.origin}/login`)]);
  for (const { call, elsewhere } of [foreign, otherPath]) {
    expect(await call(query)).toMatchObject({ ok: false, error: { reason: 'redirected' } });
    expect(elsewhere.requests).toEqual([]);
  }
});

test('300 with a body is a redirect too', async () => {
  const { call, thirdParty } = await moved([]);
  thirdParty.answerWith([json({ value: 1 }, 300)]);
  expect(await call(query)).toMatchObject({ ok: false, error: { reason: 'redirected', status: 300 } });
});
