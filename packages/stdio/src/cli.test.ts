import { chmodSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startProgram } from './testing/program.ts';
import { BEHAVIOURS, type StubServer, startStub } from './testing/stub-server.ts';

let stub: StubServer;
let silent: StubServer;
beforeAll(async () => {
  stub = await startStub((response, posted) => {
    const { id, method } = posted.message;
    if (posted.headers.authorization !== 'Bearer right') return BEHAVIOURS['a refusal of the token'](response);
    const info = {
      protocolVersion: '2025-11-25',
      capabilities: { tools: {} },
      serverInfo: { name: 's', version: '1' },
    };
    const result = method === 'initialize' ? info : method === 'tools/list' ? { tools: [] } : {};
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ jsonrpc: '2.0', id, result }));
  });
  silent = await startStub(() => {});
});
afterAll(() => Promise.all([stub.close(), silent.close()]));

const newHome = () => mkdtempSync(path.join(tmpdir(), 'stdio-'));
const ping = { jsonrpc: '2.0', id: 1, method: 'ping' };

/** Sends one request and closes the input. */
async function ask(args: readonly string[], env: Parameters<typeof startProgram>[1]) {
  const program = startProgram(args, env);
  program.send(ping);
  program.finish();
  return program.ended;
}

/** A folder whose settings name the server and the token. */
function keptHome(mode = 0o600, kept: object = { 'dt-mcp': { url: stub.url, token: 'right' } }): string {
  const home = newHome();
  writeFileSync(path.join(home, 'config.json'), JSON.stringify(kept));
  chmodSync(path.join(home, 'config.json'), mode);
  return home;
}

const RIGHT = '{"result":{},"jsonrpc":"2.0","id":1}';
const isAnswered = ({ stdout }: { readonly stdout: string }) => expect(JSON.parse(stdout)).toEqual(JSON.parse(RIGHT));

describe('the settings', () => {
  test('come from the environment', async () => {
    const env = { home: newHome(), DT_MCP_URL: stub.url, DT_MCP_TOKEN: 'right' };
    const ended = await ask(['--server', 'dt-mcp'], env);
    isAnswered(ended);
    expect(ended.code).toBe(0);
    isAnswered(await ask([], { ...env, AISYSTANT_MCP_SERVER: 'dt-mcp' }));
  });

  test('come from a file of its owner only, and the environment goes before it', async () => {
    isAnswered(await ask(['--server', 'dt-mcp'], { home: keptHome() }));
    const wrong = await ask(['--server', 'dt-mcp'], { home: keptHome(), DT_MCP_TOKEN: 'wrong' });
    expect(JSON.parse(wrong.stdout).error.code).toBe(-32001);
  });

  test('come from the two variables of the Bitrix24 proxy, whose timeout is in seconds', async () => {
    const base = new URL(stub.url).origin;
    isAnswered(await ask([], { home: newHome(), MCP_PROXY_BASE_URL: base, BITRIX24_MCP_TOKEN: 'right' }));
    const env = { home: newHome(), MCP_PROXY_BASE_URL: new URL(silent.url).origin, MCP_PROXY_TIMEOUT: '0.2' };
    const late = await ask([], { ...env, BITRIX24_MCP_TOKEN: 'right' });
    expect(JSON.parse(late.stdout).error.message).toBe('The server did not answer in time.');
  });

  test('are refused with a sentence when others may read the file', async () => {
    const home = keptHome(0o640);
    const ended = await ask(['--server', 'dt-mcp'], { home });
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain(`Run: chmod 600 ${path.join(home, 'config.json')}`);
    expect(ended.stderr).not.toContain('right');
  });
});

test.each([
  [['--serve', 'dt-mcp'], /Unknown option '--serve'/],
  [['start'], /There is no command "start"/],
])('a call with %j is refused with a sentence and the help', async (args, sentence) => {
  const ended = await ask(args, { home: newHome() });
  expect(ended).toMatchObject({ code: 1, stdout: '' });
  expect(ended.stderr).toMatch(sentence);
  expect(ended.stderr).toContain('Usage: aisystant-mcp');
});

describe('it ends', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'at %s, after it told what it leaves unanswered',
    async (signal) => {
      const program = startProgram(['--server', 'dt-mcp', '--url', silent.url], {
        home: newHome(),
        DT_MCP_TOKEN: 'right',
      });
      const before = silent.posted.length;
      program.send(ping);
      while (silent.posted.length === before) await new Promise((resolve) => setTimeout(resolve, 10));
      program.kill(signal);
      const ended = await program.ended;
      expect(ended.code).toBe(0);
      expect(JSON.parse(ended.stdout)).toMatchObject({ id: 1, error: { message: 'The bridge was stopped.' } });
    },
  );

  test('when its input is closed and nothing is open, at once', async () => {
    const program = startProgram(['--server', 'dt-mcp', '--url', silent.url], {
      home: newHome(),
      DT_MCP_TOKEN: 'right',
    });
    program.finish();
    expect(await program.ended).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});

describe('init', () => {
  test('asks, checks and keeps what works, for the owner only, beside what was kept', async () => {
    const home = keptHome(0o600, { 'fsm-mcp': { token: 'other' }, 'dt-mcp': { token: 'old', timeout_ms: 20_000 } });
    const program = startProgram(['init'], { home });
    for (const answer of ['dt-mcp', stub.url, 'right']) program.sendLine(answer);
    const ended = await program.ended;
    expect(ended).toMatchObject({ code: 0, stdout: '' });
    expect(ended.stderr).toContain('It works: 0 tools.');
    const root = path.resolve(import.meta.dirname, '../../..');
    for (const client of ['claude', 'codex']) {
      expect(ended.stderr).toContain(
        `${client} mcp add dt-mcp -- npm --prefix ${root} run -s stdio -- --server dt-mcp`,
      );
    }
    const file = path.join(home, 'config.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      'fsm-mcp': { token: 'other' },
      'dt-mcp': { url: stub.url, token: 'right', timeout_ms: 20_000 },
    });
    isAnswered(await ask(['--server', 'dt-mcp'], { home }));
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('ends at %s, also while a server does not answer', async (signal) => {
    const home = newHome();
    const program = startProgram(['init'], { home });
    const before = silent.posted.length;
    for (const answer of ['dt-mcp', silent.url, 'right']) program.sendLine(answer);
    while (silent.posted.length === before) await new Promise((resolve) => setTimeout(resolve, 10));
    program.kill(signal);
    const ended = await program.ended;
    expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining('It was stopped, nothing was kept.') });
    expect(() => statSync(path.join(home, 'config.json'))).toThrow();
  });

  test.each([
    ['a wrong token', ['dt-mcp', 'URL', 'wrong'], /It does not work, nothing was kept. Authentication failed/],
    ['a name that is none', ['что?'], /small letters/],
    ['no answer', ['dt-mcp'], /There was no answer, nothing was kept/],
  ])('keeps nothing after %s', async (_, answers, sentence) => {
    const home = newHome();
    const program = startProgram(['init'], { home });
    for (const answer of answers) program.sendLine(answer === 'URL' ? stub.url : answer);
    program.finish();
    const ended = await program.ended;
    expect(ended).toMatchObject({ code: 1, stderr: expect.stringMatching(sentence) });
    expect(() => statSync(path.join(home, 'config.json'))).toThrow();
  });
});
