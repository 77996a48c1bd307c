import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findCommandLine } from './command-lines.ts';
import { LOGIN, type Subject, subjects } from './subjects.ts';
import { enterWorkplace, type Workplace } from './workplace.ts';

const codexes = [
  { ...(await findCommandLine('codex')), namesResource: true },
  { ...(await findCommandLine('older codex')), namesResource: false },
];
const TIMEOUT_MS = 60_000 * subjects.length;
let place: Workplace;

// Every start of Codex costs a quarter of a second, so each test has a home of its own and asks once for all servers.
afterEach(() => place?.leave());

describe.each(codexes)('$title', ({ path, missing, namesResource }) => {
  beforeEach(async ({ skip }) => {
    skip(missing !== null, missing ?? '');
    place = await enterWorkplace();
  });
  const mcp = (...args: string[]) => place.run(path, 'mcp', ...args);
  /** Asks for the list once, and expects of each server what follows its name there. */
  const expectListed = async (servers: readonly Subject[], state: string) => {
    const { output } = await mcp('list');
    for (const { name } of servers) expect(output).toMatch(new RegExp(`${name} .*${state}`));
  };

  test(
    'takes a token for every server from a variable',
    async () => {
      for (const { name, url } of subjects) {
        const added = await mcp('add', name, '--url', url, '--bearer-token-env-var', 'TOKEN_OF_ANNA');
        expect(added.code, name).toBe(0);
      }
      await expectListed(subjects, 'TOKEN_OF_ANNA +enabled +Bearer token');
    },
    TIMEOUT_MS,
  );

  test(
    'adds a server where nothing needs a sign-in without one',
    async () => {
      const withoutSignIn = subjects.filter(({ signInOptional }) => signInOptional);
      for (const { name, url } of withoutSignIn) {
        const added = await mcp('add', name, '--url', url);
        expect(added, name).toMatchObject({ code: 0, output: expect.not.stringContaining('OAuth') });
        expect(await place.opened(), name).toEqual([]);
      }
      await expectListed(withoutSignIn, 'enabled +Unsupported');
    },
    TIMEOUT_MS,
  );

  const withSignIn = subjects.filter(({ signInOptional }) => !signInOptional);
  test.each(['', '/', '?from=codex'])(
    'finds the sign-in of every other server at /mcp%s when it adds the server, and logs in again when asked to',
    async (spelling) => {
      for (const subject of withSignIn) {
        const url = `${subject.url}${spelling}`;
        const adding = place.start(path, 'mcp', 'add', subject.name, '--url', url);
        const asked = await place.signIn(LOGIN);
        expect(asked.get('code_challenge_method'), url).toBe('S256');
        // Where a stranger may open the server, Codex finds the sign-in by its place and not by a challenge.
        const resource = subject.open ? subject.url : url;
        expect(asked.get('resource'), url).toBe(namesResource ? resource : null);
        expect(asked.get('redirect_uri'), url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/);
        expect((await adding.ended).output, url).toContain('Successfully logged in');
      }
      await expectListed(withSignIn, 'enabled +OAuth');

      for (const { name } of withSignIn) expect((await mcp('logout', name)).code, name).toBe(0);
      await expectListed(withSignIn, 'enabled +Not logged in');
      for (const { name } of withSignIn) {
        const login = place.start(path, 'mcp', 'login', name);
        await place.signIn(LOGIN);
        expect((await login.ended).output, name).toContain('Successfully logged in');
      }
    },
    TIMEOUT_MS,
  );
});
