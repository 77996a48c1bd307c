import { exports } from 'cloudflare:workers';
import { workerFetch } from '@aisystant/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { d1IndexReader } from '../store/d1-index-reader.ts';
import { office } from '../testing/office.ts';
import { bindings, emptyIndex, migrate, restoreNetwork, serveSpace } from '../testing/person.ts';
import { SECRET_HEADER, WEBHOOK_PATH } from './webhook.ts';

const fetch = workerFetch(exports);
const secret = bindings.KTALK_WEBHOOK_SECRET ?? '';

function send(method: string, given: string | null, body?: unknown): Promise<Response> {
  const headers = { 'content-type': 'application/json', ...(given !== null && { [SECRET_HEADER]: given }) };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return fetch(
    new Request(`${bindings.BASE_URL}${WEBHOOK_PATH}`, { method, headers, ...(body !== undefined && { body: text }) }),
  );
}

const event = (recordingKey: string, eventId: string = crypto.randomUUID()) => ({
  eventId,
  eventType: 'RecordingCompleted',
  time: '2026-11-28T12:00:00Z',
  recordingKey,
});

beforeAll(async () => {
  await migrate();
  await emptyIndex();
});
afterAll(restoreNetwork);

test('S34 an event without the secret, or with another, is refused and makes nothing be read', async () => {
  const space = office();
  serveSpace(space);
  for (const given of [null, '', 'wrong', `${secret}x`, secret.slice(1)]) {
    expect((await send('POST', given, event('rec-0001'))).status).toBe(401);
    expect((await send('GET', given)).status).toBe(401);
  }
  expect(space.requests).toEqual([]);
});

test('an event is a hint: what KTalk says is read, once for an event that comes again', async () => {
  const space = office();
  serveSpace(space);
  const id = crypto.randomUUID();
  expect((await send('POST', secret, event('rec-0001', id))).status).toBe(200);
  const found = () => d1IndexReader(bindings.DB, 'u-anna').find('rec-0001');
  await vi.waitFor(async () => expect(await found()).toMatchObject({ title: 'Планирование спринта' }), {
    timeout: 10_000,
  });
  await vi.waitFor(async () => expect(space.requests.filter((each) => each.includes('transcript')).length).toBe(3), {
    timeout: 10_000,
  });
  const before = space.requests.length;
  expect((await send('POST', secret, event('rec-0001', id))).status).toBe(200);
  expect(space.requests).toHaveLength(before);
});

test('an event of a recording that KTalk does not have adds none', async () => {
  serveSpace(office());
  expect((await send('POST', secret, { ...event('made-up'), title: 'Подделка', createdBy: 'u-anna' })).status).toBe(
    200,
  );
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await d1IndexReader(bindings.DB, 'u-anna').find('made-up')).toBeNull();
});

test('what is no event is accepted and ignored: refused, it would come again', async () => {
  const space = office();
  serveSpace(space);
  const bodies = [
    '{',
    '[]',
    { eventType: 'ConferencesStarted', eventId: 'x' },
    event('../../Rooms/x'),
    'я'.repeat(20_000),
  ];
  for (const body of bodies) expect((await send('POST', secret, body)).status).toBe(200);
  expect(space.requests).toEqual([]);
});

test('the key of an activation is given once, to who has the secret', async () => {
  await send('POST', secret, { activationKey: 'activate-me' });
  expect(await (await send('GET', secret)).json()).toEqual({ activationKey: 'activate-me' });
  expect(await (await send('GET', secret)).json()).toEqual({ activationKey: null });
});
