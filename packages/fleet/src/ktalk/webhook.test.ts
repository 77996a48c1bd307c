import { createLocalKTalk, LOCAL_WEBHOOK_KEY } from '@aisystant/simulators/ktalk';
import { afterEach, expect, test, vi } from 'vitest';
import { ktalk, registerWebhook } from './webhook.ts';

const SPACE = 'https://space.example.test';
const SERVER = 'https://ktalk-mcp.example.test';
const SECRET = 'the secret of the webhook';
const NOW = Date.parse('2026-11-28T12:00:00Z');

afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

/** A space and a server that keeps what it is sent, on a network of their own; `left` is a key of activation that waits there. */
function network(left: string | null = null) {
  const received: { secret: string | null; body: Record<string, unknown> }[] = [];
  let waiting: unknown = left;
  const server = async (request: Request) => {
    const secret = request.headers.get('x-webhook-secret');
    if (secret !== SECRET) return new Response(null, { status: 401 });
    if (request.method === 'POST') {
      const body = (await request.json()) as Record<string, unknown>;
      waiting = body['activationKey'] ?? waiting;
      received.push({ secret, body });
      return new Response(null);
    }
    // It is given once, as by the server.
    const activationKey = waiting;
    waiting = null;
    return Response.json({ activationKey });
  };
  vi.stubGlobal('fetch', (input: string | Request, init?: RequestInit) => {
    const request = new Request(input, init);
    return request.url.startsWith(SPACE) ? space.fetch(request) : server(request);
  });
  // After the network, which it sends its events through.
  const space = createLocalKTalk({ logins: ['anna'], spaceKey: 'space', now: NOW, recordings: 3 });
  return { space, received };
}

test('a webhook is registered, activated, and then tells the server of a recording with its secret', async () => {
  const { space, received } = network();
  const wanted = { space: SPACE, key: LOCAL_WEBHOOK_KEY, server: SERVER, secret: SECRET };
  expect(await registerWebhook(wanted, 1)).toMatch(/\S/);
  const event = { eventId: '1', eventType: 'RecordingCompleted', time: '2026-11-28T12:00:00Z', recordingKey: 'rec' };
  await space.deliver(event);
  expect(received.at(-1)).toEqual({ secret: SECRET, body: event });
});

test('a key that may not register, and a secret that the server does not know, are named and not shown', async () => {
  network();
  const wanted = { space: SPACE, key: LOCAL_WEBHOOK_KEY, server: SERVER, secret: SECRET };
  for (const wrong of [
    { ...wanted, key: 'space' },
    { ...wanted, key: 'unknown key' },
    { ...wanted, secret: 'unknown secret' },
  ]) {
    const error = await registerWebhook(wrong, 1).catch((reason: Error) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).toMatch(/401|403/);
    expect(String(error)).not.toContain('unknown');
  }
});

test('nothing is registered at KTalk while the server does not take the secret', async () => {
  const { space } = network();
  const wanted = { space: SPACE, key: LOCAL_WEBHOOK_KEY, server: SERVER, secret: 'unknown secret' };
  await expect(registerWebhook(wanted, 1)).rejects.toThrow('asking the server: 401');
  const list = new Request(`${SPACE}/api/Webhooks`, { headers: { 'x-auth-token': LOCAL_WEBHOOK_KEY } });
  expect(await (await space.fetch(list)).json()).toEqual([]);
});

test('a key that an interrupted registration left at the server is not taken for the new one', async () => {
  network('of an earlier try');
  const wanted = { space: SPACE, key: LOCAL_WEBHOOK_KEY, server: SERVER, secret: SECRET };
  expect(await registerWebhook(wanted, 1)).toMatch(/\S/);
});

test.each([
  ['localhost:8781', '"localhost:8781" is no address: it begins with https://'],
  ['example.ktalk.ru', '"example.ktalk.ru" is no address: it begins with https://'],
])('the address %s of a space is refused before anything is sent', async (space, message) => {
  const sent = vi.fn();
  vi.stubGlobal('fetch', sent);
  vi.stubEnv('KTALK_WEBHOOK_KEY', 'key');
  vi.stubEnv('KTALK_WEBHOOK_SECRET', SECRET);
  await expect(ktalk(['webhook', space, SERVER])).rejects.toThrow(message);
  expect(sent).not.toHaveBeenCalled();
});

test('a space that does not answer is named, without the key', async () => {
  vi.stubGlobal('fetch', async (url: string) => {
    if (url.startsWith(SERVER)) return Response.json({ activationKey: null });
    throw new TypeError('fetch failed');
  });
  const registering = registerWebhook({ space: SPACE, server: SERVER, key: 'a secret key', secret: SECRET });
  await expect(registering).rejects.toThrow(/^https:\/\/space\.example\.test does not answer: is the address right\?$/);
});
