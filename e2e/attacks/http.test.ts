import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import path from 'node:path';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { subjects } from '../clients/subjects.ts';
import { registerAt } from './client.ts';

const PING = '{"jsonrpc":"2.0","id":1,"method":"ping"}';

/** A request with any Host, which `fetch` does not allow; gives the status and the body. */
function ask(url: string, headers: { readonly [name: string]: string }, method = 'POST'): Promise<[number, string]> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers: { 'content-type': 'application/json', ...headers } }, (answer) => {
      let text = '';
      answer.on('data', (chunk) => {
        text += chunk;
      });
      answer.on('end', () => resolve([answer.statusCode ?? 0, text]));
    });
    sent.on('error', reject);
    sent.end(method === 'POST' ? PING : '');
  });
}

/** Sends half of an announced body, and then closes the connection or waits for the answer. */
function sendHalf(url: string, authorization: string, close: boolean): Promise<string> {
  const { host, hostname, port, pathname } = new URL(url);
  const headers = [`Host: ${host}`, `Authorization: ${authorization}`, 'Content-Type: application/json'];
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write(`POST ${pathname} HTTP/1.1\r\n${headers.join('\r\n')}\r\nContent-Length: 1000\r\n\r\n${PING}`);
      if (close) setTimeout(() => socket.destroy(), 200);
    });
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
      socket.destroy();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(text));
  });
}

const linesOf = async (server: string) => {
  const log = await readFile(path.join(inject('stateDir'), 'fleet.log'), 'utf8');
  return log.split('\n').filter((line) => line.includes(`"server":"${server}"`));
};

describe.each(subjects)('at $name', (subject) => {
  const { url, origin } = subject;
  let authorization = '';
  beforeAll(async () => {
    authorization = `Bearer ${(await (await registerAt(subject)).signIn('anna')).access_token}`;
  });

  test.each(['evil.example', '127.0.0.1', 'evil.example:8789', 'localhost', 'localhost:1'])(
    'S11 a request with a foreign Host gets the right address and nothing else: %s',
    async (foreign) => {
      const headers = { host: foreign, authorization };
      for (const path of ['/mcp', '/authorize', '/oauth/token', '/.well-known/oauth-protected-resource/mcp']) {
        const [status, text] = await ask(`${origin}${path}`, headers);
        expect(status, path).toBe(421);
        expect(JSON.parse(text).error.message, path).toBe(
          `This server answers only at ${url}; connect to exactly this address.`,
        );
      }
    },
  );

  test.each(['https://evil.example', 'null', 'http://localhost.evil.example', 'https://chatgpt.com.evil.example'])(
    'S11 a page of another site is refused, also in a preflight: Origin %s',
    async (foreign) => {
      const headers = { origin: foreign, authorization };
      expect((await ask(url, headers))[0]).toBe(403);
      const preflight = { ...headers, 'access-control-request-method': 'POST' };
      expect((await ask(url, preflight, 'OPTIONS'))[0]).toBe(403);
      // A program has no Origin.
      expect((await ask(url, { authorization, accept: '*/*' }))[0]).toBe(200);
    },
  );

  test('S12 the metadata have only addresses of this server, with any forwarding headers', async () => {
    const claims = {
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'javascript',
      forwarded: 'host=evil.example;proto=https',
      'x-original-url': '/evil',
      referer: 'https://evil.example',
    };
    for (const document of [subject.resourceMetadata, subject.serverMetadata]) {
      const [status, text] = await ask(document, claims, 'GET');
      expect(status).toBe(200);
      const addresses = text.match(/"[a-z][a-z0-9+.-]*:[^"]*"/gi)?.filter((each) => each.includes('/')) ?? [];
      expect(addresses.length).toBeGreaterThan(1);
      for (const address of addresses) expect(new URL(JSON.parse(address)).origin, address).toBe(origin);
      expect(text).not.toMatch(/evil|javascript/);
    }
  });

  test.each(['https://claude.ai', 'https://chatgpt.com'])(
    'S24 a page of %s can read why it was refused, and may send the headers of a client',
    async (page) => {
      const headers = { origin: page, authorization: 'Bearer nobody:knows:this', 'content-type': 'application/json' };
      const refused = await fetch(url, { method: 'POST', headers, body: PING });
      expect(refused.status).toBe(401);
      expect(refused.headers.get('access-control-allow-origin')).toMatch(new RegExp(`^(\\*|${page})$`));
      expect(refused.headers.get('access-control-expose-headers')).toMatch(/www-authenticate/i);
      const preflight = await fetch(url, {
        method: 'OPTIONS',
        headers: { origin: page, 'access-control-request-method': 'POST' },
      });
      expect(preflight.ok).toBe(true);
      expect(preflight.headers.get('access-control-allow-headers')).toMatch(/authorization/i);
    },
  );
});

// At the same time, since each waits for the deadline of a body.
test.concurrent.for(subjects)(
  'a body that its client cuts off is a client abort, and one that does not end has a deadline: $name',
  async (subject, { expect }) => {
    const authorization = `Bearer ${(await (await registerAt(subject)).signIn('anna')).access_token}`;
    const before = await linesOf(subject.name);
    const late = sendHalf(subject.url, authorization, false);
    await sendHalf(subject.url, authorization, true);
    const since = async () => (await linesOf(subject.name)).slice(before.length);
    await expect.poll(async () => (await since()).join()).toContain('"cut_off"');
    expect(await late).toMatch(/^HTTP\/1\.1 408 /);
    expect((await since()).filter((line) => line.includes('unexpected'))).toEqual([]);
  },
);
