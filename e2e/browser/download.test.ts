import { json } from 'node:stream/consumers';
import { Learner } from '@aisystant/fleet';
import { expect, test } from 'vitest';
import { callTool, mcpUrl } from '../fleet.ts';
import { press } from './person.ts';
import { setStage } from './stage.ts';

const dt = mcpUrl('dt-mcp');
const stage = setStage(dt, 'Мой чат');

/** The link to all data of a learner, as a chat shows it. */
async function linkOf(login: string): Promise<string> {
  const token = await new Learner(login).signIn(dt);
  const { text } = await callTool(dt, token, { name: 'dt_export_my_data', args: {}, id: 1 });
  return JSON.parse(text).result.structuredContent.download_url;
}

test('a person opens the link of their data, presses the button once and has the file; a second time they are told that it was used', async () => {
  const page = await stage.newPerson();
  const link = await linkOf('download_anna');
  await page.goto(link);
  await page.getByRole('heading', { name: 'Ваши данные готовы' }).waitFor();
  const [file] = await Promise.all([page.waitForEvent('download'), press(page, 'Скачать')]);
  expect(file.suggestedFilename()).toBe('digital-twin.json');
  expect(await json(await file.createReadStream())).toMatchObject({ format: 'aisystant-digital-twin' });
  await press(page, 'Скачать');
  await page.getByRole('heading', { name: 'По этой ссылке файл уже скачали' }).waitFor();
});
