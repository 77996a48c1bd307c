import { Learner } from '@aisystant/fleet';
import { beforeAll, expect, test, vi } from 'vitest';
import { play } from './demo/play.ts';
import { callTool, mcpUrl } from './fleet.ts';

const ktalk = mcpUrl('ktalk-mcp');
/** The first run of the cron reads the newest recordings first. */
const INDEXED_MS = 180_000;

interface Item {
  readonly key: string;
  readonly title: string;
  readonly my_role: string;
}

async function data(token: string, name: string, args: object): Promise<Record<string, unknown>> {
  const { status, text } = await callTool(ktalk, token, { name, args, id: 1 });
  const { result } = JSON.parse(text.slice(text.indexOf('{')));
  expect([status, result?.isError], text).toEqual([200, false]);
  return result.structuredContent;
}

async function codeOf(token: string, name: string, args: object): Promise<string> {
  const { text } = await callTool(ktalk, token, { name, args, id: 1 });
  const { result } = JSON.parse(text.slice(text.indexOf('{')));
  return `${result._meta['aisystant/error'].code} ${result.content[0].text}`;
}

const recordsOf = async (token: string) => (await data(token, 'get_user_records', { limit: 100 }))['items'] as Item[];

let [good, weak] = ['', ''];
beforeAll(async () => {
  good = await new Learner('demo_good').signIn(ktalk);
  weak = await new Learner('demo_weak').signIn(ktalk);
  const spoken = async () => (await data(good, 'search_in_transcripts', { query: 'неделя', limit: 50 }))['items'];
  await vi.waitFor(async () => expect(await spoken()).not.toEqual([]), { timeout: INDEXED_MS, interval: 500 });
}, 2 * INDEXED_MS);

test('a person finds their own meetings and reads what was said', async () => {
  expect(await data(good, 'ktalk_whoami', {})).toMatchObject({ ktalk_user_key: 'u-demo_good', key_status: 'alive' });
  const items = await recordsOf(good);
  const found = await data(good, 'search_in_transcripts', { query: 'неделя', limit: 50 });
  const [hit] = found['items'] as { recording_key: string; snippet: string }[];
  expect(hit?.snippet).toContain('**');
  expect(items.map(({ key }) => key)).toContain(hit?.recording_key);
  const transcript = await data(good, 'get_recording_transcript', { recording_key: hit?.recording_key });
  expect(transcript).toMatchObject({ status: 'complete', verification: 'match' });
  expect(transcript['text']).toMatch(/^\[\d\d:\d\d:\d\d\] /);
});

test('two people see what they share, and neither what is the other’s alone', async () => {
  const [of, its] = [await recordsOf(good), await recordsOf(weak)];
  const [goods, weaks] = [of, its].map((items) => new Set(items.map(({ key }) => key)));
  const foreign = its.find(({ key }) => !goods?.has(key));
  expect(of.some(({ key }) => weaks?.has(key))).toBe(true);
  expect(foreign).toBeDefined();
  for (const name of ['get_recording', 'get_recording_transcript', 'get_recording_summary']) {
    const refused = await codeOf(good, name, { recording_key: foreign?.key });
    expect(refused).toBe(await codeOf(good, name, { recording_key: 'no-such-recording' }));
    expect(refused).toContain('NOT_FOUND');
    expect(refused).not.toContain(foreign?.title ?? 'title');
  }
});

test('somebody whom the space does not know gets nothing', async () => {
  const stranger = await new Learner('nobody_of_the_space').signIn(ktalk);
  expect(await codeOf(stranger, 'get_user_records', {})).toContain('NOT_FOUND');
  expect(await data(stranger, 'ktalk_whoami', {})).toMatchObject({ ktalk_user_key: null });
});

test('npm run demo: «что решили на встрече» reads the newest own meeting and names decisions with their time', async () => {
  const { code, dialogue } = await play('demo_good', 'что', 'решили', 'на', 'встрече');
  expect([code, dialogue]).toEqual([0, expect.stringMatching(/^\nСценарий «Что решили на встрече»/)]);
  expect(dialogue).toMatch(/→ get_user_records/);
  expect(dialogue).toMatch(/→ get_recording_transcript/);
  expect(dialogue).toMatch(/Решили:\n +\d\d:\d\d:\d\d .+зафиксируем решение/);
  expect(dialogue).not.toMatch(/undefined|NaN/);
});
