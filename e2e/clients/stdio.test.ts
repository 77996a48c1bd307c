import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Learner } from '@aisystant/fleet';
import { buildProgram } from '@aisystant/stdio/build';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askCodex } from './codex-app-server.ts';
import { findCommandLine } from './command-lines.ts';
import { LOGIN, type Subject, subjects } from './subjects.ts';
import { enterWorkplace, type Workplace } from './workplace.ts';

const [claude, codex, inspector] = [
  await findCommandLine('claude-code'),
  await findCommandLine('codex'),
  await findCommandLine('inspector'),
];
const folder = mkdtempSync(path.join(tmpdir(), 'stdio-'));
let program = '';
let place: Workplace;
beforeAll(async () => {
  // The very file that npm would install.
  program = await buildProgram(path.join(folder, 'aisystant-mcp.js'));
  place = await enterWorkplace();
});
afterAll(async () => {
  await place.leave();
  rmSync(folder, { recursive: true });
});

const argsOf = ({ name, url }: Subject) => [program, '--server', name, '--url', url];
const variableOf = ({ name }: Subject, what = 'TOKEN') => `${name.toUpperCase().replaceAll('-', '_')}_${what}`;
const tokenOf = (subject: Subject) => new Learner(LOGIN).signIn(subject.url);

/** The official client, connected through the program; by default it opens with `initialize`. */
async function connect(
  subject: Subject,
  env: { readonly [variable: string]: string } = {},
  mode: 'legacy' | { readonly pin: string } = 'legacy',
) {
  const client = new Client({ name: 'desktop', version: '1.0.0' }, { versionNegotiation: { mode } });
  const options = { command: process.execPath, args: argsOf(subject), env: { ...place.env, ...env } };
  const transport = new StdioClientTransport({ ...options, stderr: 'ignore' });
  await client.connect(transport, { timeout: 60_000 });
  return client;
}

const ERAS = ['legacy', { pin: '2026-07-28' }] as const;

describe.each(subjects)('the program at $name', (subject) => {
  test('carries a client of stdio with a token, in both eras of the protocol', async () => {
    const token = await tokenOf(subject);
    for (const era of ERAS) {
      const client = await connect(subject, { [variableOf(subject)]: token }, era);
      expect((await client.listTools()).tools.map(({ name }) => name)).toContain(subject.call.name);
      expect(await client.callTool(subject.call)).toMatchObject({ isError: false });
      await client.close();
    }
  });
});

const [closed] = subjects.filter(({ open }) => !open);
if (!closed) throw new Error('every server is open');

test('without a token the browser opens the first time only', async () => {
  const first = connect(closed);
  const asked = await place.signIn(LOGIN);
  expect(Object.fromEntries(asked)).toMatchObject({ resource: closed.url, code_challenge_method: 'S256' });
  const client = await first;
  expect(await client.callTool(closed.call)).toMatchObject({ isError: false });
  await client.close();
  const opened = await place.opened();
  const again = await connect(closed);
  expect(await again.callTool(closed.call)).toMatchObject({ isError: false });
  expect(await place.opened()).toEqual(opened);
  await again.close();
});

test.skipIf(claude.missing !== null)(`${claude.title} connects by it, and tells a wrong token`, async () => {
  for (const [name, token] of [
    ['right', await tokenOf(closed)],
    ['wrong', 'nobody:knows:this'],
  ] as const) {
    const env = ['--env', `${variableOf(closed)}=${token}`];
    await place.run(claude.path, 'mcp', 'add', name, ...env, '--', process.execPath, ...argsOf(closed));
  }
  const { output } = await place.run(claude.path, 'mcp', 'list');
  expect(output).toMatch(/right: .*✔ Connected/);
  expect(output).toMatch(/wrong: .*✘ Failed to connect/);
});

test.skipIf(codex.missing !== null)(`${codex.title} lists the tools through it`, async () => {
  const env = ['--env', `${variableOf(closed)}=${await tokenOf(closed)}`];
  await place.run(codex.path, 'mcp', 'add', closed.name, ...env, '--', process.execPath, ...argsOf(closed));
  const status = await askCodex(codex.path, place.env, 'mcpServerStatus/list');
  expect(JSON.stringify(status)).toContain(`"${closed.call.name}"`);
});

test.skipIf(inspector.missing !== null)(`${inspector.title} lists the tools through it`, async () => {
  // It has options of these names itself, so the program gets its settings from the environment.
  const settings = {
    AISYSTANT_MCP_SERVER: closed.name,
    [variableOf(closed, 'URL')]: closed.url,
    [variableOf(closed)]: await tokenOf(closed),
  };
  const env = Object.entries(settings).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
  const { stdout } = await place.run(
    inspector.path,
    ...['--cli', ...env, process.execPath, program, '--method', 'tools/list'],
  );
  expect(JSON.parse(stdout).tools.map(({ name }: { name: string }) => name)).toContain(closed.call.name);
});
