import { Learner } from '@aisystant/fleet';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findCommandLine } from './command-lines.ts';
import { subjects } from './subjects.ts';
import { enterWorkplace, inTerminal, type Workplace } from './workplace.ts';

const { title, path, missing } = await findCommandLine('claude-code');
let place: Workplace;

beforeAll(async () => {
  place = await enterWorkplace();
});
afterAll(() => place.leave());
beforeEach(({ skip }) => skip(missing !== null, missing ?? ''));

const mcp = (...args: string[]) => place.run(path, 'mcp', ...args);
const add = (...args: string[]) => mcp('add', '--transport', 'http', ...args);

describe.each(subjects)(`${title} at $name`, ({ name, url, open, signInOptional }) => {
  test('connects with a token in a header, and reports a wrong one', async () => {
    const token = await new Learner('anna').signIn(url);
    await add(`${name}-token`, url, '--header', `Authorization: Bearer ${token}`);
    await add(`${name}-wrong`, url, '--header', 'Authorization: Bearer nobody:knows:this');
    const { output } = await mcp('list');
    expect(output).toMatch(new RegExp(`${name}-token: .*✔ Connected`));
    expect(output).toMatch(new RegExp(`${name}-wrong: .*✘ Failed to connect.*401`));
    expect((await mcp('get', `${name}-token`)).output).toContain('✔ Connected');
    await mcp('remove', `${name}-token`);
    await mcp('remove', `${name}-wrong`);
    expect((await mcp('list')).output).not.toContain(`${name}-`);
  }, 60_000);

  test('opens the sign-in itself, and stays connected', async () => {
    await add(name, url);
    const stranger = open ? '✔ Connected' : '! Needs authentication';
    expect((await mcp('list')).output).toContain(`${name}: ${url} (HTTP) - ${stranger}`);
    if (signInOptional) return;
    const login = place.start(...inTerminal(path, 'mcp', 'login', name));
    const asked = await place.signIn('anna');
    expect(Object.fromEntries(asked)).toMatchObject({ resource: url, code_challenge_method: 'S256' });
    expect(asked.get('redirect_uri')).toMatch(/^http:\/\/localhost:\d+\/callback$/);
    expect((await login.ended).output).toContain(`Authenticated with "${name}"`);
    expect((await mcp('list')).output).toContain(`${name}: ${url} (HTTP) - ✔ Connected`);
  }, 60_000);
});
