import { refusalOf } from '@aisystant/testing';
import { afterAll, expect, test } from 'vitest';
import { emailOf, office } from '../../testing/office.ts';
import { askDirectly, migrate, restoreNetwork, serveKTalk } from '../../testing/person.ts';
import { answer } from '../../testing/space.ts';
import { listMyMeetings } from './list-my-meetings.ts';

afterAll(restoreNetwork);

/** A calendar with so many meetings, of which KTalk gives as many as it is asked for. */
async function ask(count: number) {
  const space = office();
  const start = '2026-11-23T09:00:00Z';
  serveKTalk(async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    if (!pathname.startsWith('/api/EmailCalendar/')) return answer(space, request);
    const most = Math.min(count, Number(searchParams.get('take')));
    return Response.json({ items: Array.from({ length: most }, (_, n) => ({ subject: `Встреча ${n}`, start })) });
  });
  await migrate();
  return Object(await askDirectly(emailOf('anna'), listMyMeetings, { from: '2026-11-23', to: '2026-11-29' }));
}

test.each([
  [0, 0, 'NO_DATA'],
  [100, 100, 'OK'],
  [101, 100, 'PARTIAL_DATA'],
  [1_000, 100, 'PARTIAL_DATA'],
])('of %i meetings %i are told, and the answer says %s', async (count, told, status) => {
  const { items, data_quality: quality } = await ask(count);
  expect([items.length, quality.status, quality.notes !== null]).toEqual([told, status, status === 'PARTIAL_DATA']);
});

test.each([
  ['that cannot be reached is to be asked again', false, { code: 'UNAVAILABLE', retryable: true }],
  ['with a dead key is the fault of the server', true, { code: 'INTERNAL', retryable: false }],
])('a calendar %s, where KTalk answers 401 to both', async (_, isDead, told) => {
  const space = office();
  await migrate();
  serveKTalk(async (request) => {
    const { pathname } = new URL(request.url);
    const isRefused = pathname.startsWith('/api/EmailCalendar/') || (isDead && !pathname.startsWith('/api/Users'));
    return isRefused ? new Response(null, { status: 401 }) : answer(space, request);
  });
  const asked = askDirectly(emailOf('anna'), listMyMeetings, { from: '2026-11-23', to: '2026-11-29' });
  expect(await refusalOf(asked)).toMatchObject(told);
});
