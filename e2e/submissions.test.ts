import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  checkSubmission,
  connector,
  fillDemoLearners,
  fillDemoRequirements,
  Learner,
  listedServers,
  makeSubmission,
  readListing,
  runCases,
  submissionProblems,
  writeSubmission,
} from '@aisystant/fleet';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { CHROMIUM_TIMEOUT_MS } from './browser/shared-browser.ts';
import { APP_RUNS, mcpUrl, PORT_OFFSET } from './fleet.ts';

const OPTIONS = { local: true, portOffset: PORT_OFFSET };

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'submissions-'));
  await fillDemoLearners(inject('stateDir'), new Date(), PORT_OFFSET, ['demo_good']);
  await fillDemoRequirements(PORT_OFFSET);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each([...listedServers(), ...(APP_RUNS ? ['app'] : [])])('the cases of %s', (server) => {
  test('hold at the server: it shows what a positive one says, and refuses a negative one', async () => {
    const connect = connector(mcpUrl(server));
    const outcomes = await runCases(await readListing(server), connect);
    await connect.close();
    expect(outcomes).toHaveLength(8);
    expect(
      outcomes.flatMap(({ tool, prompt, mismatch }) => (mismatch === null ? [] : [`${prompt} ${tool}: ${mismatch}`])),
    ).toEqual([]);
  });
});

describe.each([
  ['chatgpt', 'dt-mcp'],
  ['claude', 'guides-mcp'],
] as const)('a submission to %s of %s', (host, server) => {
  const target = () => path.join(folder, server);

  test(
    'is made with pictures of the real widgets, and nothing in it would be refused',
    async () => {
      const made = await makeSubmission(host, server, OPTIONS);
      expect(made.screenshots).toHaveLength(3);
      for (const { bytes } of [made.logo, ...made.screenshots]) expect(bytes.length).toBeGreaterThan(2_000);
      expect(submissionProblems(made, { local: true })).toEqual([]);
      // A deployed server has neither these addresses nor a missing contact.
      expect(submissionProblems(made).length).toBeGreaterThan(1);
      await writeSubmission(target(), made);
      const files = await readdir(target(), { recursive: true });
      expect(files).toEqual(expect.arrayContaining(['FORM.md', 'made.json', 'screenshots/1.png', 'screenshots/3.png']));
    },
    CHROMIUM_TIMEOUT_MS,
  );

  test('is what the server still says of itself, and differs from another server in named ways', async () => {
    const token = await new Learner('directory_reviewer').signIn(mcpUrl(server));
    expect(await checkSubmission(target(), { token })).toEqual([]);
    const other = await checkSubmission(target(), { url: mcpUrl('exercises-mcp') });
    const { tools } = JSON.parse(await readFile(path.join(target(), 'made.json'), 'utf8'));
    const [name = ''] = Object.keys(tools);
    expect(other).toContain(`${server}: ${name}: submitted, and the server does not list it`);
    expect(other).toContain(`${server}: exercises_get: the server lists it, and it was not submitted`);
  });
});

test('without a fleet nothing is made, and one is told to start it', async () => {
  await expect(makeSubmission('claude', 'guides-mcp', { portOffset: 20_000 })).rejects.toThrow(
    /does not run: npm start/,
  );
});
