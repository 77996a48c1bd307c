import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Learner } from '@aisystant/fleet';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { subjects } from '../clients/subjects.ts';
import { callTool, mcpUrl, PORT_OFFSET } from '../fleet.ts';
import { type OwnFleet, startOwnFleet } from '../own-fleet.ts';
import { registerAt, VERIFIER } from './client.ts';

// A fleet of its own: what it logs is read.
const OFFSET = PORT_OFFSET + 2000;
const WORDS = 'words-of-a-person-that-are-in-no-log';
let own: OwnFleet;

beforeAll(async () => {
  own = await startOwnFleet({ portOffset: OFFSET });
});
afterAll(() => own.end());

test('S21 no token, code, verifier, name or word of anybody is in the log of a whole fleet', async () => {
  const secrets: string[] = [VERIFIER, WORDS, 'marker_of_anna'];
  for (const each of subjects) {
    const url = mcpUrl(each.name, OFFSET);
    const client = await registerAt({ ...each, url, origin: new URL(url).origin });
    const code = await client.code('marker_of_anna');
    const held = await client.exchange(code);
    const next = await client.refresh(held.refresh_token);
    secrets.push(code, held.access_token, held.refresh_token, next.access_token, next.refresh_token);
    await client.refresh('wrong:refresh:token');
    await client.exchange(code);
    const token = await new Learner('marker_of_anna').signIn(url);
    secrets.push(token, `made:up:${token}`);
    await callTool(url, token, { name: each.call.name, args: { ...each.call.arguments, [WORDS]: WORDS }, id: 1 });
    await callTool(url, token, { name: WORDS, args: {}, id: 2 });
    await callTool(url, `made:up:${token}`, { name: each.call.name, args: {}, id: 3 });
    await fetch(url, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: WORDS });
  }
  const lines = (await readFile(path.join(own.stateDir, 'fleet.log'), 'utf8'))
    .split('\n')
    .filter((line) => line !== '');
  expect(lines.length).toBeGreaterThan(subjects.length);
  for (const secret of secrets) expect(lines.filter((line) => line.includes(secret))).toEqual([]);
});
