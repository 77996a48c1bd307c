import { Learner } from '@aisystant/fleet';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findCommandLine } from './command-lines.ts';
import { LOGIN, subjects } from './subjects.ts';
import { enterWorkplace, type Workplace } from './workplace.ts';

const { title, path, missing } = await findCommandLine('mcp-remote');
let place: Workplace;

beforeAll(async () => {
  place = await enterWorkplace();
});
afterAll(() => place.leave());
beforeEach(({ skip }) => skip(missing !== null, missing ?? ''));

/** A client that knows only how to talk to a program on this computer; connected when the bridge is. */
function connect(...args: string[]): { client: Client; connected: Promise<Client> } {
  const client = new Client({ name: 'desktop', version: '1.0.0' });
  const transport = new StdioClientTransport({ command: path, args, env: { ...place.env }, stderr: 'ignore' });
  return { client, connected: client.connect(transport, { timeout: 60_000 }).then(() => client) };
}

describe.each(subjects)(`a stdio client through ${title} at $name`, ({ url, call }) => {
  test('connects with a token in a header', async () => {
    const token = await new Learner(LOGIN).signIn(url);
    const client = await connect(url, '--header', `Authorization: Bearer ${token}`).connected;
    expect((await client.listTools()).tools.map(({ name }) => name)).toContain(call.name);
    expect(await client.callTool(call)).toMatchObject({ isError: false });
    await client.close();
  });
});

describe.each(subjects.filter(({ open }) => !open))(
  `a stdio client through ${title} at $name, without a token,`,
  ({ url, call }) => {
    test('signs in through the browser the first time only', async () => {
      const first = connect(url);
      const asked = await place.signIn(LOGIN);
      expect(Object.fromEntries(asked)).toMatchObject({ resource: url, code_challenge_method: 'S256' });
      const client = await first.connected;
      expect(await client.callTool(call)).toMatchObject({ isError: false });
      await client.close();

      const opened = await place.opened();
      const again = await connect(url).connected;
      expect(await again.callTool(call)).toMatchObject({ isError: false });
      expect(await place.opened()).toEqual(opened);
      await again.close();
    });
  },
);
