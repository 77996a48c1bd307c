import { beforeAll, expect, test } from 'vitest';
import { caller } from '../../testing/rest-caller.ts';
import { migrate, newReader, sharedWorkspace } from '../../testing/workspace.ts';
import { MOST_CHARACTERS } from './import-workspace.ts';

beforeAll(migrate);

const fileOf = (epics: readonly object[]) => JSON.stringify({ format: 'requirements/1', epics });

/** The report of a dry run over MCP. */
async function reportOf(json: string, email?: string) {
  const { result, text } = await (await newReader(email)).call('import_workspace', { json });
  return result?.['structuredContent'] ?? text;
}

test.each(['слово ', 'word ', '中 ', '"'])('a file as large as it may be is read: of %j', async (word) => {
  const epics: object[] = [];
  for (let room = MOST_CHARACTERS; room > 1_000; room = MOST_CHARACTERS - fileOf(epics).length) {
    const most = Math.min(20_000, (room - 200) / 2);
    epics.push({ title: 'Вход', priority: 1, description: word.repeat(20_000).slice(0, most) });
  }
  expect(await reportOf(fileOf(epics))).toMatchObject({ status: 'checked', entities: epics.length });
});

test('a file with many faults is reported, also where there are many types of requirements', async () => {
  const { administrator } = await sharedWorkspace();
  const ask = await caller(administrator);
  for (let n = 0; n < 20; n += 1)
    await ask('POST', '/config/requirement-types', { name: `Требование к поставке ${n}` });
  const requirements = Array.from({ length: 390 }, () => ({ title: 'Т', priority: 1, type: 'Magic' }));
  const json = fileOf([{ title: 'Э', priority: 1, user_stories: [{ title: 'И', priority: 1, requirements }] }]);
  expect(await reportOf(json, administrator)).toMatchObject({
    ...{ status: 'refused', problems_count: 390, rows: [] },
    problems: { 0: { problem: expect.stringMatching(/Interface.*Требование к поставке 19/) } },
  });
});

test('a file with fields of long names that there are not is reported', async () => {
  const epic = (n: number) => ({ title: 'Э', priority: 1, [`${n}${'x'.repeat(2_000)}`]: 1 });
  const json = fileOf(Array.from({ length: 38 }, (_, n) => epic(n)));
  expect(await reportOf(json)).toMatchObject({ status: 'refused', problems_count: 38 });
});
