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

/** A space and a server that keeps what it is sent, on a network of their own. */
function network() {
  const received: { secret: string | null; body: Record<string, unknown> }[] = [];
  const server = async (request: Request) => {
    const secret = request.headers.get('x-webhook-secret');
    if (request.method === 'POST') received.push({ secret, body: (await request.json()) as Record<string, unknown> });
    const activationKey = received.map(({ body }) => body['activationKey']).find((key) => key !== undefined) ?? null;
    return secret === SECRET ? Response.json({ activationKey }) : new Response(null, { status: 401 });
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
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed')));
  const registering = registerWebhook({ space: SPACE, server: SERVER, key: 'a secret key', secret: SECRET });
  await expect(registering).rejects.toThrow(/^https:\/\/space\.example\.test does not answer: is the address right\?$/);
});
