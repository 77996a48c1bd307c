import { Learner } from '@aisystant/fleet';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findCommandLine } from './command-lines.ts';
import { LOGIN, subjects } from './subjects.ts';
import { enterWorkplace, type Workplace } from './workplace.ts';

const { title, path, missing } = await findCommandLine('inspector');
let place: Workplace;

beforeAll(async () => {
  place = await enterWorkplace();
});
afterAll(() => place.leave());
beforeEach(({ skip }) => skip(missing !== null, missing ?? ''));

describe.each(subjects)(`${title} at $name`, ({ url, open, call }) => {
  let token = '';
  beforeAll(async () => {
    token = await new Learner(LOGIN).signIn(url);
  });
  const inspect = (...args: string[]) => {
    return place.run(path, '--cli', url, '--transport', 'http', '--header', `Authorization: Bearer ${token}`, ...args);
  };

  test('lists the tools, none with a schema that a model provider refuses', async () => {
    const { code, stdout, output } = await inspect('--method', 'tools/list', '--strict');
    expect(output).toMatch(/(^|\s)0 errors/);
    expect(JSON.parse(stdout).tools.map(({ name }: { name: string }) => name)).toContain(call.name);
    expect(code).toBe(0);
  });

  test('calls a tool', async () => {
    const argument = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
    const args = Object.entries(call.arguments).flatMap(([name, value]) => [
      '--tool-arg',
      `${name}=${argument(value)}`,
    ]);
    const { code, stdout } = await inspect('--method', 'tools/call', '--tool-name', call.name, ...args);
    expect(JSON.parse(stdout)).toMatchObject({ isError: false, content: [{ type: 'text' }] });
    expect(code).toBe(0);
  });

  test('without a token is asked to sign in, or served where the tools are open', async () => {
    const bare = ['--cli', url, '--transport', 'http', '--stored-auth-only', '--method', 'tools/list'];
    const { code, output } = await place.run(path, ...bare);
    expect(output).toContain(open ? call.name : 'auth_required');
    expect(code === 0).toBe(open);
  });
});
