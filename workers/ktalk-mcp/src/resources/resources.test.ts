import { listOf, send } from '@aisystant/testing';
import { afterAll, expect, test } from 'vitest';
import { d1IndexWriter } from '../store/d1-index-writer.ts';
import { emailOf } from '../testing/office.ts';
import { bindings, emptyIndex, fillIndex, migrate, people, restoreNetwork, serveSpace } from '../testing/person.ts';
import { createSpace } from '../testing/space.ts';

afterAll(restoreNetwork);

const anna = { key: 'u-anna', email: emailOf('anna'), surname: 'Волкова' };

test('the list of the newest recordings has a hundred of them, whatever the length of their titles', async () => {
  serveSpace(createSpace([anna], []));
  await migrate();
  await emptyIndex();
  const recordings = Array.from({ length: 130 }, (_, n) => ({
    key: `rec-${String(n).padStart(4, '0')}-0123456789abcdef`,
    title: `Еженедельная встреча команды продукта и поддержки, выпуск ${n}`,
    durationSec: 3_600,
    room: 'Переговорная на третьем этаже',
    participants: [],
    participantsCount: 7,
    createdAt: new Date(Date.UTC(2026, 10, 28) - n * 3_600_000).toISOString(),
    createdBy: { key: anna.key, name: 'Волкова Анна', post: null, isAnonymous: false },
  }));
  await d1IndexWriter(bindings.DB).saveListed(recordings, 1);
  const { token } = await people.signIn(undefined, `id-${crypto.randomUUID()}`, anna.email);
  const params = { uri: 'ktalk://me/recordings' };
  const reply = await send(people.fetch, people.endpoint, { method: 'resources/read', params, token });
  const { items } = JSON.parse(String(listOf(reply, 'contents')[0]?.['text']));
  expect(items.map(({ key }: { key: string }) => key)).toEqual(recordings.slice(0, 100).map(({ key }) => key));
});

test.each([
  ['recreateInProgress', ['Решили.'], 'Контур.Толк переделывает итог. Вот прежний:\n\nРешили.'],
  ['inProgress', [], 'Контур.Толк ещё готовит итог.'],
  ['success', ['Решили.', 'Срок.'], 'Решили.\n\nСрок.'],
  ['notFound', [], 'Итога в Толке нет.'],
  ['failed', [], 'Контур.Толк не смог составить итог.'],
  ['success', ['Решили.', null], 'Часть итога скрыли в Толке.\n\nРешили.'],
])('a summary (%s) is told as far as there is one, and while KTalk makes it that too', async (status, texts, told) => {
  const meeting = { title: 'Встреча', createdAt: '2026-11-20T10:00:00.000Z', creator: anna.key, roster: [anna.key] };
  const space = createSpace([anna], [{ ...meeting, key: 'rec-1' }]);
  space.fault = (path) =>
    path.includes('/summary/')
      ? Response.json({
          status,
          chunks: texts.map((text) => ({ text: text ?? 'Тайна.', hiddenStatus: { isHidden: text === null } })),
        })
      : null;
  serveSpace(space);
  await fillIndex();
  expect(await shortSummary()).toBe(told);
});

async function shortSummary() {
  const { token } = await people.signIn(undefined, `id-${crypto.randomUUID()}`, anna.email);
  const params = { uri: 'ktalk://recordings/rec-1/summary/short' };
  const reply = await send(people.fetch, people.endpoint, { method: 'resources/read', params, token });
  return listOf(reply, 'contents')[0]?.['text'];
}
