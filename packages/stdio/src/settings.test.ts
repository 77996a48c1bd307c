import { chmodSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSettings, servers, type Variables } from './settings.ts';

/** A settings folder; its file has a text and a mode. */
function home(text?: string, mode = 0o600): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'settings-'));
  if (text !== undefined) {
    writeFileSync(path.join(folder, 'config.json'), text);
    chmodSync(path.join(folder, 'config.json'), mode);
  }
  return folder;
}

const read = (server: string | undefined, env: Variables = {}, folder = home()) =>
  readSettings({ server }, { AISYSTANT_MCP_HOME: folder, ...env });

const KEPT = JSON.stringify({ 'dt-mcp': { token: 'kept', url: 'https://kept.example/mcp', timeout_ms: 5 } });

describe('settings', () => {
  test.each([...servers])('know where %s is deployed, and sign in through the browser', async (name, url) => {
    expect(await read(name)).toMatchObject({ name, url: new URL(url), token: null, timeoutMs: 30_000 });
  });

  test('take the environment before the file, and of another server neither', async () => {
    const folder = home(KEPT);
    expect(await read('dt-mcp', {}, folder)).toMatchObject({ token: 'kept', timeoutMs: 5 });
    const env = { DT_MCP_TOKEN: ' given\n', DT_MCP_URL: 'http://localhost:1/mcp', DT_MCP_TIMEOUT_MS: '7' };
    const given = await read('dt-mcp', env, folder);
    expect(given).toMatchObject({ token: 'given', url: new URL('http://localhost:1/mcp'), timeoutMs: 7 });
    expect(await read('fsm-mcp', env, folder)).toMatchObject({ token: null, timeoutMs: 30_000 });
  });

  test('read the variables of the proxy of Bitrix24: a base with or without a path, and seconds', async () => {
    const proxied = (base: string) => read(undefined, { MCP_PROXY_BASE_URL: base, MCP_PROXY_TIMEOUT: '1.5' });
    expect(await proxied('http://127.0.0.1:8000')).toMatchObject({
      name: 'bitrix24-mcp',
      url: new URL('http://127.0.0.1:8000/mcp'),
      timeoutMs: 1_500,
    });
    expect((await proxied('https://example.test/own/mcp')).url.href).toBe('https://example.test/own/mcp');
  });

  test('send nothing of another server to the proxy of Bitrix24', async () => {
    const env = { MCP_PROXY_BASE_URL: 'https://bitrix.example.test', MCP_PROXY_TIMEOUT: '1.5', DT_MCP_TOKEN: 'mine' };
    const settings = await read('dt-mcp', env);
    expect(settings).toMatchObject({ token: 'mine', timeoutMs: 30_000 });
    expect(settings.url).toEqual((await read('dt-mcp')).url);
    expect((await read('bitrix24-mcp', env)).url.href).toBe('https://bitrix.example.test/mcp');
  });

  test('are read from a file exactly when nobody but its owner may reach it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 0o77 }), async (others) => {
        const folder = home(KEPT, 0o600 | others);
        const reading = read('dt-mcp', {}, folder).then(({ token }) => token);
        if (others === 0) expect(await reading).toBe('kept');
        else await expect(reading).rejects.toThrow(`Run: chmod 600 ${path.join(folder, 'config.json')}`);
      }),
      { examples: [[0], [0o40], [0o04], [0o20], [0o44]] },
    );
  });

  test('judge the file that a link leads to', async () => {
    const [folder, open] = [home(), home(KEPT, 0o644)];
    symlinkSync(path.join(open, 'config.json'), path.join(folder, 'config.json'));
    await expect(read('dt-mcp', {}, folder)).rejects.toThrow('others may reach it (mode 644)');
  });

  test.each<[string, string | undefined, Variables, string | undefined, RegExp]>([
    ['no server', undefined, {}, undefined, /Name a server: --server fsm-mcp\|dt-mcp/],
    ['a path as a server', '../dt', {}, undefined, /Name a server/],
    ['a server that there is not', 'nobody-mcp', {}, undefined, /The fleet has no nobody-mcp/],
    ['an address without encryption', 'dt-mcp', { DT_MCP_URL: 'http://example.test/mcp' }, undefined, /not encrypted/],
    ['no address', 'dt-mcp', { DT_MCP_URL: 'dt' }, undefined, /"dt" is not the address/],
    ['another scheme', 'dt-mcp', { DT_MCP_URL: 'file:///etc/hosts' }, undefined, /is not the address/],
    ['a password in it', 'dt-mcp', { DT_MCP_URL: 'https://a:b@example.test' }, undefined, /no user name/],
    ['a token with a line break', 'dt-mcp', { DT_MCP_TOKEN: 'a\r\nb' }, undefined, /characters that no token has/],
    [
      'a timeout in words',
      'dt-mcp',
      { DT_MCP_TIMEOUT_MS: 'long' },
      undefined,
      /^DT_MCP_TIMEOUT_MS .* number of milliseconds/,
    ],
    [
      'a timeout of nothing',
      'bitrix24-mcp',
      { MCP_PROXY_TIMEOUT: '0' },
      undefined,
      /^MCP_PROXY_TIMEOUT .* number of seconds/,
    ],
    [
      'a kept timeout that no timer takes',
      'dt-mcp',
      {},
      '{ "dt-mcp": { "timeout_ms": 3000000000 } }',
      /dt-mcp.timeout_ms/,
    ],
    ['a file that is no JSON', 'dt-mcp', {}, '{', /config.json is not valid JSON/],
    ['a file with a list', 'dt-mcp', {}, '[]', /config.json is not right at its beginning/],
    ['an unknown field in it', 'dt-mcp', {}, '{"dt-mcp":{"tokn":"x"}}', /config.json is not right at dt-mcp/],
  ])('with %s are refused with a sentence', async (_, server, env, text, sentence) => {
    await expect(read(server, env, home(text))).rejects.toThrow(sentence);
  });
});
