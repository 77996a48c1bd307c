import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findCommandLine } from './command-lines.ts';
import { LOGIN, type Subject, subjects } from './subjects.ts';
import { enterWorkplace, type Workplace } from './workplace.ts';

const codexes = [
  { ...(await findCommandLine('codex')), namesResource: true },
  { ...(await findCommandLine('older codex')), namesResource: false },
];
let place: Workplace;

beforeAll(async () => {
  place = await enterWorkplace();
});
afterAll(() => place.leave());

/** Both versions keep their servers in one home, so names are told apart by a number. */
const names: string[] = [];
const newName = ({ name }: Subject) => `${name}-${names.push(name)}`;

describe.each(codexes)('$title', ({ path, missing, namesResource }) => {
  beforeEach(({ skip }) => skip(missing !== null, missing ?? ''));
  const mcp = (...args: string[]) => place.run(path, 'mcp', ...args);

  test.each(subjects)(
    'takes a token for $name from a variable',
    async (subject) => {
      const name = newName(subject);
      const added = await mcp('add', name, '--url', subject.url, '--bearer-token-env-var', 'TOKEN_OF_ANNA');
      expect(added.code).toBe(0);
      expect((await mcp('list')).output).toMatch(new RegExp(`${name} .*TOKEN_OF_ANNA +enabled +Bearer token`));
      await mcp('remove', name);
    },
    60_000,
  );

  test.each(subjects.filter(({ signInOptional }) => signInOptional))(
    'adds $name, where nothing needs a sign-in, without one',
    async (subject) => {
      const [name, before] = [newName(subject), await place.opened()];
      const added = await mcp('add', name, '--url', subject.url);
      expect(added).toMatchObject({ code: 0, output: expect.not.stringContaining('OAuth') });
      expect(await place.opened()).toEqual(before);
      expect((await mcp('list')).output).toMatch(new RegExp(`${name} .*enabled +Unsupported`));
    },
    60_000,
  );

  const withSignIn = subjects.filter(({ signInOptional }) => !signInOptional);
  test.each(withSignIn.flatMap((subject) => ['', '/', '?from=codex'].map((spelling) => ({ ...subject, spelling }))))(
    'finds the sign-in of $name at /mcp$spelling when it adds the server, and logs in again when asked to',
    async ({ spelling, ...subject }) => {
      const [name, url] = [newName(subject), `${subject.url}${spelling}`];
      const adding = place.start(path, 'mcp', 'add', name, '--url', url);
      const asked = await place.signIn(LOGIN);
      expect(asked.get('code_challenge_method')).toBe('S256');
      // Where a stranger may open the server, Codex finds the sign-in by its place and not by a challenge.
      const resource = subject.open ? subject.url : url;
      expect(asked.get('resource')).toBe(namesResource ? resource : null);
      expect(asked.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/);
      expect((await adding.ended).output).toContain('Successfully logged in');
      expect((await mcp('list')).output).toMatch(new RegExp(`${name} .*enabled +OAuth`));

      expect((await mcp('logout', name)).code).toBe(0);
      expect((await mcp('list')).output).toMatch(new RegExp(`${name} .*enabled +Not logged in`));
      const login = place.start(path, 'mcp', 'login', name);
      await place.signIn(LOGIN);
      expect((await login.ended).output).toContain('Successfully logged in');
      await mcp('remove', name);
    },
    60_000,
  );
});
