import { describe, expect, test } from 'vitest';
import type { Wire } from './oddities.ts';
import { closeAfterEach, NOW, startWith } from './testing/client.ts';

closeAfterEach();

describe('webhooks', () => {
  interface Sent {
    readonly url: string;
    readonly secret: string | null;
    readonly body: Wire;
  }

  function withReceiver(webhooks = true) {
    const sent: Sent[] = [];
    const keys = { 'hook-key': { kind: 'space', scopes: ['webhooks:write'], expiresAtMs: NOW * 2 } } as const;
    const ktalk = startWith({
      keys,
      oddities: { webhooks },
      send: async (url, { headers, body }) => {
        sent.push({ url, secret: new Headers(headers).get('x-secret'), body: JSON.parse(String(body)) });
        return new Response(null);
      },
    });
    const call = async (method: string, path: string, body?: object) => {
      const init = { method, headers: { 'x-auth-token': 'hook-key' }, ...(body && { body: JSON.stringify(body) }) };
      const response = await ktalk.fetch(new Request(`http://t${path}`, init));
      const text = await response.text();
      return { status: response.status, body: text === '' ? null : JSON.parse(text) };
    };
    return { ktalk, sent, call };
  }

  const wanted = {
    title: 'index',
    url: 'https://ktalk-mcp.example/webhook',
    events: ['recordingCompleted'],
    customHeaders: [{ name: 'x-secret', value: 's3' }],
  };
  const event = { eventId: 'e1', eventType: 'RecordingCompleted', time: '2026-11-27T09:00:00Z', recordingKey: 'k' };

  test('get events of their kinds once they are activated with the key that was sent', async () => {
    const { ktalk, sent, call } = withReceiver();
    const { body } = await call('POST', '/api/Webhooks', wanted);
    expect(body).toMatchObject({ activated: false, title: 'index' });
    expect(JSON.stringify(body)).not.toContain('activationKey');
    expect(await ktalk.deliver(event)).toEqual([]);
    const path = `/api/Webhooks/${body.webhookKey}/activate`;
    expect((await call('POST', path, { activationKey: 'wrong' })).status).toBe(400);
    expect((await call('POST', path, { activationKey: sent[0]?.body['activationKey'] })).status).toBe(200);
    // Twice and in any order: so they come.
    await ktalk.deliver(event, event, { ...event, eventId: 'e0' }, { ...event, eventType: 'ConferencesStarted' });
    expect(sent.slice(1).map(({ body, secret }) => [body['eventId'], secret])).toEqual([
      ['e1', 's3'],
      ['e1', 's3'],
      ['e0', 's3'],
    ]);
    expect((await call('DELETE', `/api/Webhooks/${body.webhookKey}`)).status).toBe(200);
    expect(await ktalk.deliver(event)).toEqual([]);
    expect(ktalk.violations()).toEqual([]);
  });

  test('can be registered ten times a day, and not at all where they are not enabled', async () => {
    const { call } = withReceiver();
    const statuses = [];
    for (let each = 0; each < 11; each += 1) statuses.push((await call('POST', '/api/Webhooks', wanted)).status);
    expect(statuses).toEqual([...Array(10).fill(200), 429]);
    expect((await withReceiver(false).call('GET', '/api/Webhooks')).status).toBe(403);
  });
});
