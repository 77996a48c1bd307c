import { Learner } from '@aisystant/fleet';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findCommandLine } from './command-lines.ts';
import { LOGIN, subjects } from './subjects.ts';
import { enterWorkplace, inTerminal, type Workplace } from './workplace.ts';

const { title, path, missing } = await findCommandLine('claude-code');
const TIMEOUT_MS = 30_000 * subjects.length;
let place: Workplace;

// Every `mcp list` connects to all servers that were added, so each test has a home of its own and asks once for all.
beforeEach(async ({ skip }) => {
  skip(missing !== null, missing ?? '');
  place = await enterWorkplace();
});
afterEach(() => place?.leave());

const mcp = async (...args: string[]) => (await place.run(path, 'mcp', ...args)).output;
const add = (...args: string[]) => mcp('add', '--transport', 'http', ...args);

describe(`${title} at every server`, () => {
  test(
    'connects with a token in a header, and reports a wrong one',
    async () => {
      for (const { name, url } of subjects) {
        const token = await new Learner(LOGIN).signIn(url);
        await add(`${name}-token`, url, '--header', `Authorization: Bearer ${token}`);
        await add(`${name}-wrong`, url, '--header', 'Authorization: Bearer nobody:knows:this');
      }
      const listed = await mcp('list');
      for (const { name } of subjects) {
        expect(listed).toMatch(new RegExp(`${name}-token: .*✔ Connected`));
        expect(listed).toMatch(new RegExp(`${name}-wrong: .*✘ Failed to connect.*401`));
      }
    },
    TIMEOUT_MS,
  );

  test(
    'shows one server, and forgets it',
    async () => {
      const [{ name, url }] = subjects as [(typeof subjects)[number]];
      await add(name, url, '--header', `Authorization: Bearer ${await new Learner(LOGIN).signIn(url)}`);
      expect(await mcp('get', name)).toContain('✔ Connected');
      await mcp('remove', name);
      expect(await mcp('list')).not.toContain(name);
    },
    TIMEOUT_MS,
  );

  test(
    'opens the sign-in itself, and stays connected',
    async () => {
      for (const { name, url } of subjects) await add(name, url);
      const before = await mcp('list');
      for (const { name, url, open } of subjects) {
        expect(before).toContain(`${name}: ${url} (HTTP) - ${open ? '✔ Connected' : '! Needs authentication'}`);
      }
      for (const { name, url } of subjects.filter(({ signInOptional }) => !signInOptional)) {
        const login = place.start(...inTerminal(path, 'mcp', 'login', name));
        const asked = await place.signIn(LOGIN);
        expect(Object.fromEntries(asked)).toMatchObject({ resource: url, code_challenge_method: 'S256' });
        expect(asked.get('redirect_uri')).toMatch(/^http:\/\/localhost:\d+\/callback$/);
        expect((await login.ended).output).toContain(`Authenticated with "${name}"`);
      }
      const after = await mcp('list');
      for (const { name, url } of subjects) expect(after).toContain(`${name}: ${url} (HTTP) - ✔ Connected`);
    },
    TIMEOUT_MS,
  );
});
