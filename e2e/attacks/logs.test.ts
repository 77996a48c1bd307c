import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Learner } from '@aisystant/fleet';
import { expect, inject, test } from 'vitest';
import { subjects } from '../clients/subjects.ts';
import { callTool } from '../fleet.ts';
import { registerAt, VERIFIER } from './client.ts';

const WORDS = 'words-of-a-person-that-are-in-no-log';

test('S21 the log of a whole fleet has no token, code, verifier, name or text of a person', async () => {
  const secrets: string[] = [VERIFIER, WORDS, 'marker_of_anna'];
  for (const each of subjects) {
    const { url } = each;
    const client = await registerAt(each);
    const code = await client.code('marker_of_anna');
    const tokens = await client.exchange(code);
    const next = await client.refresh(tokens.refresh_token);
    secrets.push(code, tokens.access_token, tokens.refresh_token, next.access_token, next.refresh_token);
    await client.refresh('wrong:refresh:token');
    await client.exchange(code);
    const token = await new Learner('marker_of_anna').signIn(url);
    secrets.push(token, `made:up:${token}`);
    await callTool(url, token, { name: each.call.name, args: { ...each.call.arguments, [WORDS]: WORDS }, id: 1 });
    await callTool(url, token, { name: WORDS, args: {}, id: 2 });
    await callTool(url, `made:up:${token}`, { name: each.call.name, args: {}, id: 3 });
    await fetch(url, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: WORDS });
  }
  const lines = (await readFile(path.join(inject('stateDir'), 'fleet.log'), 'utf8'))
    .split('\n')
    .filter((line) => line !== '');
  expect(lines.length).toBeGreaterThan(subjects.length);
  for (const secret of secrets) expect(lines.filter((line) => line.includes(secret))).toEqual([]);
});
