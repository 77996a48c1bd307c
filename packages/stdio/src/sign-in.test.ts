import { chmodSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, test } from 'vitest';
import { run } from './run.ts';

/** A server that signs people in, and what it saw. */
interface Issuer {
  readonly url: string;
  /** Grants that were asked for, in order. */
  readonly grants: readonly string[];
  /** The token that it takes now. */
  valid: string;
  /** Where its token endpoint is now. */
  tokenPath: string;
  close(): void;
}

const open: { close(): void }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

/** An MCP server with its authorization server; `authorize` is where it sends the browser, `silent` a path without an answer. */
async function startIssuer({ authorize, silent }: { authorize?: string; silent?: string } = {}): Promise<Issuer> {
  const grants: string[] = [];
  let clients = 0;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  const issuer = { url: '', grants, valid: 'token-1', tokenPath: '/token', close };
  /** What each path answers, from the body of the request. */
  const documents: { readonly [path: string]: (body: string, origin: string) => object } = {
    '/prm': (_, origin) => ({ resource: issuer.url, authorization_servers: [origin] }),
    '/.well-known/oauth-authorization-server': (_, origin) => ({
      issuer: origin,
      authorization_endpoint: authorize ?? `${origin}/authorize`,
      token_endpoint: origin + issuer.tokenPath,
      registration_endpoint: `${origin}/register`,
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
    }),
    '/register': (body) => {
      clients += 1;
      return { ...JSON.parse(body), client_id: `client-${clients}` };
    },
    token: (body) => {
      grants.push(new URLSearchParams(body).get('grant_type') ?? '');
      issuer.valid = `token-${grants.length + 1}`;
      return { access_token: issuer.valid, token_type: 'Bearer', refresh_token: 'refresh', expires_in: 60 };
    },
  };
  const documentAt = (url = '') => documents[url === issuer.tokenPath ? 'token' : url];
  const reply: RequestListener = async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const { origin } = new URL(issuer.url);
    const document = documentAt(request.url);
    const isAllowed = grants.length > 0 && request.headers.authorization === `Bearer ${issuer.valid}`;
    response.setHeader('content-type', 'application/json');
    if (document)
      response.writeHead(request.url === '/register' ? 201 : 200).end(JSON.stringify(document(body, origin)));
    else if (request.url !== '/mcp') response.writeHead(404).end('{}');
    else if (isAllowed) response.end(JSON.stringify({ jsonrpc: '2.0', id: JSON.parse(body).id, result: {} }));
    else {
      response.setHeader('www-authenticate', `Bearer resource_metadata="${origin}/prm", scope="test:read"`);
      response.writeHead(401).end('{}');
    }
  };
  const server = createServer((request, response) => {
    if (request.url !== silent) void reply(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`;
  open.push(issuer);
  return issuer;
}

/** Asks three things at once without a token; `person` is given the address for the browser. */
async function ask(
  { url }: Pick<Issuer, 'url'>,
  folder: string,
  person: (address: URL) => void,
  timeoutMs = 5_000,
): Promise<{ readonly result?: object; readonly error?: { readonly message: string } }[]> {
  const [input, output] = [new PassThrough(), new PassThrough()];
  let text = '';
  output.setEncoding('utf8').on('data', (chunk) => {
    text += chunk;
    if (text.split('\n').length > 3) input.end();
  });
  const log = (line: string) => {
    const address = /Sign in in the browser: (\S+)/.exec(line)?.[1];
    if (address) person(new URL(address));
  };
  const settings = { name: 'test-mcp', url: new URL(url), token: null, timeoutMs, folder };
  for (const id of [1, 2, 3]) input.write(`${JSON.stringify({ jsonrpc: '2.0', id, method: 'ping' })}\n`);
  await run(settings, { input, output, log }, new AbortController().signal);
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** What a person answers in the browser. */
function answer(address: URL, parameters: { readonly [name: string]: string }): void {
  const { searchParams } = address;
  const back = new URL(searchParams.get('redirect_uri') ?? '');
  const state = searchParams.get('state') ?? '';
  for (const [name, value] of Object.entries({ state, ...parameters })) back.searchParams.set(name, value);
  void fetch(back);
}

const newFolder = () => mkdtempSync(path.join(tmpdir(), 'sign-in-'));
const kept = (folder: string) => path.join(folder, 'sign-ins', 'test-mcp.json');

describe('the sign-in in the browser', () => {
  test('opens once for all that is refused, and is kept for its owner only', async () => {
    const [issuer, folder] = [await startIssuer(), newFolder()];
    const opened: URL[] = [];
    const answers = await ask(issuer, folder, (address) => {
      opened.push(address);
      answer(address, { code: 'right' });
    });
    expect(answers.map(({ result }) => result)).toEqual([{}, {}, {}]);
    expect(
      opened.map(({ searchParams }) => [searchParams.get('scope'), searchParams.get('code_challenge_method')]),
    ).toEqual([['test:read', 'S256']]);
    expect(opened[0]?.searchParams.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/);
    expect(statSync(kept(folder)).mode & 0o777).toBe(0o600);
    const again = await ask(issuer, folder, () => expect.fail('the browser opened again'));
    expect(again.map(({ result }) => result)).toEqual([{}, {}, {}]);
    expect(issuer.grants).toEqual(['authorization_code']);
  });

  test('is refreshed without the browser when its token has ended', async () => {
    const [issuer, folder] = [await startIssuer(), newFolder()];
    await ask(issuer, folder, (address) => answer(address, { code: 'right' }));
    issuer.valid = 'another';
    const answers = await ask(issuer, folder, () => expect.fail('the browser opened again'));
    expect(answers.map(({ result }) => result)).toEqual([{}, {}, {}]);
    expect(issuer.grants[1]).toBe('refresh_token');
  });

  test('is refreshed where the server has its endpoints now', async () => {
    const [issuer, folder] = [await startIssuer(), newFolder()];
    await ask(issuer, folder, (address) => answer(address, { code: 'right' }));
    Object.assign(issuer, { valid: 'another', tokenPath: '/oauth/token' });
    const answers = await ask(issuer, folder, () => expect.fail('the browser opened again'));
    expect(answers.map(({ result }) => result)).toEqual([{}, {}, {}]);
  });

  test('that gave no token is begun again as a new client: the server may have forgotten the one before', async () => {
    const [issuer, folder] = [await startIssuer(), newFolder()];
    const clients: (string | null)[] = [];
    for (const parameters of [{ error: 'access_denied' }, { code: 'right' }]) {
      await ask(issuer, folder, (address) => {
        clients.push(address.searchParams.get('client_id'));
        answer(address, parameters);
      });
    }
    expect(new Set(clients).size).toBe(2);
    expect(issuer.grants).toEqual(['authorization_code']);
  });

  test('of one server is not sent to another of the same name', async () => {
    const [first, second, folder] = [await startIssuer(), await startIssuer(), newFolder()];
    await ask(first, folder, (address) => answer(address, { code: 'right' }));
    const opened: string[] = [];
    await ask(second, folder, (address) => {
      opened.push(address.origin);
      answer(address, { code: 'right' });
    });
    expect(opened).toEqual([new URL(second.url).origin]);
  });

  test.each([
    ['is refused', { error: 'access_denied' }, /refused in the browser/],
    ['comes back from another one', { code: 'right', state: 'of another' }, /another sign-in/],
  ])('that %s is an answer to all', async (_, parameters, sentence) => {
    const [issuer, folder] = [await startIssuer(), newFolder()];
    const answers = await ask(issuer, folder, (address) => answer(address, parameters));
    for (const { error } of answers) expect(error?.message).toMatch(sentence);
    expect(issuer.grants).toEqual([]);
  });

  test.each(['/.well-known/oauth-authorization-server', '/register', '/token'])(
    'ends in time where %s never answers',
    async (silent) => {
      const issuer = await startIssuer({ silent });
      const answers = await ask(issuer, newFolder(), (address) => answer(address, { code: 'right' }), 300);
      expect(answers).toHaveLength(3);
      for (const { error } of answers) expect(error?.message).toMatch(/sign-in failed/);
    },
  );

  test.each(['file:///etc/hosts', 'ssh://example.test/', 'http://example.test/authorize', 'smb://example.test/a'])(
    'S12 opens no address like %s',
    async (authorize) => {
      const answers = await ask(await startIssuer({ authorize }), newFolder(), () => expect.fail('the browser opened'));
      expect(answers).toHaveLength(3);
      for (const { error } of answers) expect(error?.message).toMatch(/no web address|sign-in failed/);
    },
  );

  test('that others may read is refused with a sentence, and not sent', async () => {
    const [issuer, folder] = [await startIssuer(), newFolder()];
    await ask(issuer, folder, (address) => answer(address, { code: 'right' }));
    chmodSync(kept(folder), 0o644);
    const answers = await ask(issuer, folder, () => expect.fail('the browser opened'));
    for (const { error } of answers) expect(error?.message).toContain(`chmod 600 ${kept(folder)}`);
  });

  test('is asked for again when its record is half a file', async () => {
    const [issuer, folder] = [await startIssuer(), newFolder()];
    await ask(issuer, folder, (address) => answer(address, { code: 'right' }));
    const text = readFileSync(kept(folder), 'utf8');
    writeFileSync(kept(folder), text.slice(0, text.length / 2));
    const answers = await ask(issuer, folder, (address) => answer(address, { code: 'right' }));
    expect(answers.map(({ result }) => result)).toEqual([{}, {}, {}]);
  });
});
