import { readToolResult } from '@aisystant/mcp';
import { callDirectly } from '@aisystant/mcp/testing';
import { expect, test } from 'vitest';
import { server } from '../../server.ts';
import { READ } from '../tool.ts';
import { getRecordingSummary } from './get-recording-summary.ts';

async function ask(texts: readonly string[], status = 'success', { hidden = false, omits = false } = {}) {
  const items = texts.map((text) => ({ text, timestamp: null }));
  const recordings = { summary: async () => ({ status, hidden, omits, items }) };
  const services = { recordings: async () => recordings };
  const user = { userId: 'anna', scopes: [READ], clientId: 'test' };
  const input = { recording_key: 'rec-0001', type: 'protocol' };
  const answer = await callDirectly(server, getRecordingSummary, input, { user, services: services as never, now: 0 });
  const { structuredContent, content } = readToolResult(answer);
  return { data: Object(structuredContent), text: content[0].text };
}

test('a summary that KTalk wrote in one long piece is cut, and never said to be absent', async () => {
  const { data, text } = await ask([`Решили: ${'перенести релиз 👍 '.repeat(3_000)}`]);
  expect(data).toMatchObject({ is_cut: true, data_quality: { status: 'OK' } });
  expect(data.items[0].text).toMatch(/^Решили: перенести/);
  expect(data.items[0].text.isWellFormed()).toBe(true);
  expect(text).toMatch(/^Решили: /);
  expect(text).toMatch(/это не весь итог/);
});

test('a short one is told whole, and of many pieces as many as fit', async () => {
  expect((await ask(['Решили.'])).data).toMatchObject({ is_cut: false, items: [{ text: 'Решили.' }] });
  const { data } = await ask(Array.from({ length: 100 }, () => 'Пункт протокола. '.repeat(30)));
  expect(data.is_cut).toBe(true);
  expect(JSON.stringify(data).length).toBeGreaterThan(15_000);
  expect(JSON.stringify(data).length).toBeLessThan(20_000);
});

test.each([
  ['recreateInProgress', 'Контур.Толк переделывает итог', 'Вот прежний'],
  ['inProgress', 'Контур.Толк ещё готовит итог', 'Вот что уже есть'],
])(
  'while KTalk makes a summary (%s), what it has so far is told, and that it will change',
  async (status, notes, has) => {
    const again = `${notes}. Спросите снова через 5 мин.`;
    const { data, text } = await ask(['Решили перенести релиз.', 'Срок — пятница.'], status);
    expect(data).toMatchObject({ status, retry_after_seconds: 300, data_quality: { status: 'PARTIAL_DATA', notes } });
    expect(text).toBe(`${again} ${has}:\nРешили перенести релиз.\nСрок — пятница.`);
    const long = await ask([`Решили: ${'перенести релиз '.repeat(3_000)}`], status);
    expect(long.text).toMatch(/:\nРешили: .*это не весь итог/s);
    expect((await ask([], status)).text).toBe(again);
    expect((await ask([], status, { hidden: true })).text).toBe(`${again} Прежний скрыли в Толке.`);
  },
);

test.each([
  ['failed', 'Контур.Толк не смог составить итог.'],
  ['serviceError', 'Контур.Толк не смог составить итог.'],
  ['notFound', null],
  ['notAvailable', null],
])(
  'where there is no summary (%s), one that KTalk failed to make is not said to be absent only',
  async (status, notes) => {
    const { data, text } = await ask([], status);
    expect(data.data_quality).toMatchObject({ status: 'NO_DATA', notes });
    expect(text).toBe(`${notes ?? 'Итога в Толке нет.'} Расшифровка: get_recording_transcript.`);
    expect((await ask([], status, { hidden: true })).text).toBe('Этот итог скрыли в Толке.');
  },
);

test('the text of a summary has every word that its data have', async () => {
  for (const status of ['success', 'inProgress', 'recreateInProgress', 'failed', 'serviceError', 'notFound']) {
    const { data, text } = await ask(['Решили.', 'Срок.'], status);
    for (const item of data.items) expect(text, status).toContain(item.text);
  }
});

test.each([
  ['success', '', 'OK'],
  ['recreateInProgress', 'Контур.Толк переделывает итог. ', 'PARTIAL_DATA'],
])('of a summary (%s) of which a person hid a part, the rest is not told for the whole', async (status, why, told) => {
  const { data, text } = await ask(['Решили.'], status, { omits: true });
  expect(data.data_quality).toMatchObject({ status: told, notes: `${why}Часть итога скрыли в Толке.` });
  expect(text).toMatch(/Решили\.\nЧасть итога скрыли в Толке\.$/);
  expect((await ask(['Решили.'], status)).text).not.toContain('скрыли');
});
