import { refusalOf } from '@aisystant/testing';
import { afterAll, expect, test } from 'vitest';
import { emailOf, office } from '../../testing/office.ts';
import { askDirectly, migrate, people, restoreNetwork, serveKTalk } from '../../testing/person.ts';
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
  ['that cannot be reached is to be asked again', 'works', { code: 'UNAVAILABLE', retryable: true }],
  ['with a dead key is the fault of the server', 'is unknown', { code: 'INTERNAL', retryable: false }],
  ['with a key whose time is over is so too', 'is over', { code: 'INTERNAL', retryable: false }],
])('a calendar %s, where KTalk answers 401 to both', async (_, key, told) => {
  const space = office();
  await migrate();
  serveKTalk(async (request) => {
    const { pathname } = new URL(request.url);
    // A key may ask about itself even when its time is over.
    if (key === 'is over' && pathname.endsWith('/access-info')) return Response.json(OVER);
    const isRefused =
      pathname.startsWith('/api/EmailCalendar/') || (key === 'is unknown' && !pathname.startsWith('/api/Users'));
    return isRefused ? new Response(null, { status: 401 }) : answer(space, request);
  });
  const asked = askDirectly(emailOf('anna'), listMyMeetings, { from: '2026-11-23', to: '2026-11-29' });
  expect(await refusalOf(asked)).toMatchObject(told);
});

test('a period that is too long is refused in Russian that agrees with its number', async () => {
  await migrate();
  const asked = askDirectly(emailOf('anna'), listMyMeetings, { from: '2026-01-01', to: '2026-03-01' });
  expect(await refusalOf(asked)).toMatchObject({ field: 'to', message: 'Не больше 31 дня за раз.' });
});

const OVER = { expiredAt: '2026-01-01T00:00:00Z', scopes: [{ type: 'recording' }] };

/** The answer and its text, of a calendar that KTalk answers for so. */
async function told(calendar: () => Response) {
  const space = office();
  serveKTalk(async (request) =>
    new URL(request.url).pathname.startsWith('/api/EmailCalendar/') ? calendar() : answer(space, request),
  );
  await migrate();
  const ask = people.clientOf('anna', { email: emailOf('anna') });
  return ask(listMyMeetings, { from: '2026-11-23', to: '2026-11-29' });
}

test.each([
  [{ subject: 'Планёрка' }, 'Планёрка', '«Планёрка»'],
  [{ subject: null }, 'Без темы', '«Без темы»'],
  [{ subject: '  ' }, 'Без темы', '«Без темы»'],
  [{}, 'Без темы', '«Без темы»'],
  [{ subject: 'Тайная', isPrivate: true }, null, 'закрытая встреча'],
  [{ isPrivate: true }, null, 'закрытая встреча'],
])('only a private meeting is called so: %j', async (item, subject, words) => {
  const { data, summary } = await told(() => Response.json({ items: [{ start: '2026-11-23T09:00:00Z', ...item }] }));
  expect(data).toMatchObject({ items: [{ subject }] });
  expect(summary).toContain(words);
});

test('a person whom KTalk knows no calendar of is told that, and not that the days are free', async () => {
  const { data, summary } = await told(() => new Response(null, { status: 404 }));
  const notes = expect.stringContaining('не нашёл календаря');
  expect(data).toMatchObject({ items: [], data_quality: { status: 'NO_DATA', notes } });
  expect(summary).toEqual(notes);
  const free = await told(() => Response.json({ items: [] }));
  expect(free).toMatchObject({
    data: { data_quality: { status: 'NO_DATA', notes: null } },
    summary: 'Встреч в эти дни нет.',
  });
});

test.each([
  ['2026-11-23T22:30:00Z', '2026-11-23T23:30:00Z', '23.11.2026 22:30–23:30 UTC'],
  ['2026-11-23T23:30:00Z', '2026-11-24T00:30:00Z', '23.11.2026 23:30 – 24.11.2026 00:30 UTC'],
  ['2026-11-23T09:00:00Z', '2026-11-25T18:00:00Z', '23.11.2026 09:00 – 25.11.2026 18:00 UTC'],
])('a meeting from %s to %s is told with the days on which it begins and ends', async (start, end, words) => {
  const { summary } = await told(() => Response.json({ items: [{ subject: 'Сбор', start, end }] }));
  expect(summary).toContain(words);
});
