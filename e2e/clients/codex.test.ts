import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findCommandLine } from './command-lines.ts';
import { subjects } from './subjects.ts';
import { enterWorkplace, type Workplace } from './workplace.ts';

const { title, path, missing } = await findCommandLine('codex');
let place: Workplace;

beforeAll(async () => {
  place = await enterWorkplace();
});
afterAll(() => place.leave());
beforeEach(({ skip }) => skip(missing !== null, missing ?? ''));

const mcp = (...args: string[]) => place.run(path, 'mcp', ...args);

describe.each(subjects)(`${title} at $name`, ({ name, url, signInOptional }) => {
  test('takes a token from a variable', async () => {
    const added = await mcp('add', `${name}-token`, '--url', url, '--bearer-token-env-var', 'TOKEN_OF_ANNA');
    expect(added.code).toBe(0);
    expect((await mcp('list')).output).toMatch(new RegExp(`${name}-token .*TOKEN_OF_ANNA +enabled +Bearer token`));
    await mcp('remove', `${name}-token`);
  }, 60_000);

  test.runIf(signInOptional)(
    'adds a server where nothing needs a sign-in without one',
    async () => {
      const added = await mcp('add', name, '--url', url);
      expect(added).toMatchObject({ code: 0, output: expect.not.stringContaining('OAuth') });
      expect(await place.opened()).toEqual([]);
      expect((await mcp('list')).output).toMatch(new RegExp(`${name} .*enabled +Unsupported`));
    },
    60_000,
  );

  test.skipIf(signInOptional)(
    'finds the sign-in when it adds the server, and logs in again when asked to',
    async () => {
      const adding = place.start(path, 'mcp', 'add', name, '--url', url);
      const asked = await place.signIn('anna');
      expect(Object.fromEntries(asked)).toMatchObject({ resource: url, code_challenge_method: 'S256' });
      expect(asked.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/);
      expect((await adding.ended).output).toContain('Successfully logged in');
      expect((await mcp('list')).output).toMatch(new RegExp(`${name} .*enabled +OAuth`));

      expect((await mcp('logout', name)).code).toBe(0);
      expect((await mcp('list')).output).toMatch(new RegExp(`${name} .*enabled +Not logged in`));
      const login = place.start(path, 'mcp', 'login', name);
      await place.signIn('anna');
      expect((await login.ended).output).toContain('Successfully logged in');
    },
    60_000,
  );
});
