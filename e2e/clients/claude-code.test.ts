import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Learner } from '@aisystant/fleet';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findCommandLine } from './command-lines.ts';
import { LOGIN, subjects } from './subjects.ts';
import { enterWorkplace, inTerminal, type Workplace } from './workplace.ts';

const { title, path, missing } = await findCommandLine('claude-code');
const TIMEOUT_MS = 60_000 * subjects.length;
let place: Workplace;

// Every `mcp list` connects to all servers that were added, so each test has a home of its own and asks once for all.
beforeEach(async ({ skip }) => {
  skip(missing !== null, missing ?? '');
  place = await enterWorkplace();
});
afterEach(() => place?.leave());

const mcp = async (...args: string[]) => (await place.run(path, 'mcp', ...args)).output;

/** A server as one adds it, and where `Authorization` says who asks. */
interface Added {
  readonly name: string;
  readonly url: string;
  readonly token?: string;
}

interface Settings {
  readonly projects: { readonly [folder: string]: { readonly mcpServers: { [name: string]: object } } };
}

/** Adds servers: the first by the command, the others in the very form that it wrote, for each start takes a second. */
async function add([first, ...others]: readonly [Added, ...Added[]]): Promise<void> {
  const header = first.token === undefined ? [] : ['--header', `Authorization: Bearer ${first.token}`];
  await mcp('add', '--transport', 'http', first.name, first.url, ...header);
  const file = join(place.env['HOME'] ?? '', '.claude.json');
  const settings: Settings = JSON.parse(await readFile(file, 'utf8'));
  // Of the one folder in which it ran.
  const [{ mcpServers } = { mcpServers: {} }] = Object.values(settings.projects);
  expect(mcpServers).toEqual({ [first.name]: formOf(first) });
  for (const other of others) mcpServers[other.name] = formOf(other);
  await writeFile(file, JSON.stringify(settings));
}

const formOf = ({ url, token }: Added) => ({
  type: 'http',
  url,
  ...(token !== undefined && { headers: { Authorization: `Bearer ${token}` } }),
});

describe(`${title} at every server`, () => {
  test(
    'connects with a token in a header, and reports a wrong one',
    async () => {
      const added: Added[] = [];
      for (const { name, url } of subjects) {
        added.push({ name: `${name}-token`, url, token: await new Learner(LOGIN).signIn(url) });
        added.push({ name: `${name}-wrong`, url, token: 'nobody:knows:this' });
      }
      await add(added as [Added, ...Added[]]);
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
      await add([{ name, url, token: await new Learner(LOGIN).signIn(url) }]);
      expect(await mcp('get', name)).toContain('✔ Connected');
      await mcp('remove', name);
      expect(await mcp('list')).not.toContain(name);
    },
    TIMEOUT_MS,
  );

  test(
    'opens the sign-in itself, and stays connected',
    async () => {
      await add(subjects.map(({ name, url }) => ({ name, url })) as [Added, ...Added[]]);
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
