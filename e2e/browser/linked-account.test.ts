import { Learner } from '@aisystant/fleet';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callTool, mcpUrl } from '../fleet.ts';
import { type OwnFleet, startOwnFleet } from '../own-fleet.ts';
import { newPerson, openAccount, press } from './person.ts';
import { CHROMIUM_TIMEOUT_MS, sharedBrowser } from './shared-browser.ts';

// A fleet of its own, in which people link their accounts at the local portal.
const OFFSET = 2200;
const bitrix = mcpUrl('bitrix24-mcp', OFFSET);
const account = new URL('/account', bitrix).href;
let own: OwnFleet;

beforeAll(async () => {
  process.env['BITRIX_ACCESS'] = 'oauth';
  own = await startOwnFleet({ portOffset: OFFSET, recordings: 1 }).finally(() => delete process.env['BITRIX_ACCESS']);
}, CHROMIUM_TIMEOUT_MS);
afterAll(() => own.end());

test('a person links their account of Bitrix24 with a button, reads with its rights, and removes it with another', async () => {
  const token = await new Learner('demo_weak').signIn(bitrix);
  const leads = async () => {
    const args = { limit: 500, select: ['ID', 'ASSIGNED_BY_ID', 'CREATED_BY_ID'] };
    const { text } = await callTool(bitrix, token, { name: 'getLeads', args, id: 1 });
    return JSON.parse(text.startsWith('{') ? text : (text.split('data: ')[1] ?? '{}')).result;
  };
  const unlinked = await leads();
  expect(unlinked).toMatchObject({ isError: true, _meta: { 'aisystant/error': { code: 'FORBIDDEN' } } });
  expect(JSON.stringify(unlinked)).toContain(account);

  const page = await newPerson(await sharedBrowser());
  await openAccount(page, account, 'demo_weak');
  await press(page, 'Связать аккаунт');
  await page.getByRole('link', { name: 'Ольга Лебедева' }).click();
  await page.getByRole('status').getByText('с правами вашего аккаунта').waitFor();
  expect(new URL(page.url()).search).toBe('?done=account_linked');

  const { structuredContent } = await leads();
  expect(structuredContent.metadata.scope).toBe('bitrix24');
  const rows: { ASSIGNED_BY_ID: string; CREATED_BY_ID: string }[] = structuredContent.result.result;
  expect(rows.length).toBeGreaterThan(50);
  expect(rows.filter((row) => row.ASSIGNED_BY_ID !== '3' && row.CREATED_BY_ID !== '3')).toEqual([]);
  own.fleet.bitrix24.expireAccess();
  expect((await leads()).structuredContent.pagination.total).toBe(structuredContent.pagination.total);

  await page.goto(account);
  await press(page, 'Убрать связь');
  await page.getByRole('status').getByText('Связь удалена').waitFor();
  expect(await leads()).toMatchObject({ isError: true });
});
