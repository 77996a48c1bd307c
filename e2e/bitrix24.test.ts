import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Learner } from '@aisystant/fleet';
import { expect, inject, test } from 'vitest';
import { play } from './demo/play.ts';
import { callTool, mcpUrl } from './fleet.ts';

const bitrix = mcpUrl('bitrix24-mcp');

async function answer(token: string | null, name: string, args: object) {
  const { status, text } = await callTool(bitrix, token, { name, args, id: 1 });
  return {
    status,
    result: text.startsWith('{') ? JSON.parse(text).result : JSON.parse(text.split('data: ')[1] ?? '{}').result,
  };
}

test('a person who signs in reaches the portal with their own rights, and a stranger does not', async () => {
  const seller = await new Learner('demo_weak').signIn(bitrix);
  const { result } = await answer(seller, 'getLeads', {
    limit: 200,
    select: ['ID', 'ASSIGNED_BY_ID', 'CREATED_BY_ID'],
  });
  expect(result, JSON.stringify(result)).toMatchObject({ isError: false });
  expect(result.structuredContent.metadata.scope).toBe('own');
  const rows: { ASSIGNED_BY_ID: string; CREATED_BY_ID: string }[] = result.structuredContent.result.result;
  expect(rows.length).toBeGreaterThan(50);
  expect(rows.filter((row) => row.ASSIGNED_BY_ID !== '3' && row.CREATED_BY_ID !== '3')).toEqual([]);
  const director = await new Learner('demo_long').signIn(bitrix);
  expect((await answer(director, 'getLeads', {})).result.structuredContent.pagination.total).toBe(654);
  const stranger = await new Learner('portal_stranger').signIn(bitrix);
  expect((await answer(stranger, 'getLeads', {})).result).toMatchObject({
    isError: true,
    _meta: { 'aisystant/error': { code: 'NOT_FOUND' } },
  });
  expect((await callTool(bitrix, null, { name: 'getLeads', args: {}, id: 1 })).status).toBe(401);
});

test('the scenarios of the portal play', async () => {
  const leads = await play('demo_good', 'свежие лиды за сегодня');
  // The portal was filled when the fleet started: after a midnight in between it has no leads of today.
  expect(leads.dialogue).toMatch(/За сегодня: (0\.|[1-9]\d*\.[\s\S]+отвечает \p{L}+ \p{L}+)/u);
  expect((await play('demo_good', 'мои просроченные задачи')).dialogue).toMatch(/Просрочено: \d+\./);
});

test('the secret of the webhook is in no log line', async () => {
  const log = await readFile(path.join(inject('stateDir'), 'fleet.log'), 'utf8');
  expect(log).toContain('bitrix24-mcp');
  expect(log).not.toContain('localwebhook');
});
