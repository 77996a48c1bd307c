import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import * as client from 'openid-client';
import { describe, expect, onTestFinished, test } from 'vitest';
import { freePort } from '../free-port.ts';
import { startIdentityProvider, subjectOf } from './index.ts';
import { newBrowser } from './testing/browser.ts';
import { relyingParty, signIn } from './testing/relying-party.ts';
import { clients, startForTest } from './testing/setup.ts';

async function temporaryFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'identity-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, 'state', 'identity.json');
}

/** The published JSON Web Key Set. */
async function publishedKeys(issuer: string): Promise<readonly { readonly kid: string }[]> {
  const jwks = (await (await fetch(`${issuer}/jwks`)).json()) as { keys: readonly { kid: string }[] };
  return jwks.keys;
}

describe('the keys', () => {
  test('outlive a restart in the state file, which only the owner reads', async () => {
    const stateFile = await temporaryFile();
    const first = await startForTest({ stateFile });
    const before = await publishedKeys(first.issuer);
    await first.close();
    const second = await startForTest({ port: Number(new URL(first.issuer).port), stateFile });
    expect(await publishedKeys(second.issuer)).toEqual(before);
    expect((await stat(stateFile)).mode & 0o777).toBe(0o600);
  });

  test('are new at every start without a state file', async () => {
    const [one, two] = [await startForTest({ freshKeys: true }), await startForTest({ freshKeys: true })];
    expect(await publishedKeys(one.issuer)).not.toEqual(await publishedKeys(two.issuer));
  });

  test('are published without their private part', async () => {
    const { issuer } = await startForTest();
    const [key = {}] = await publishedKeys(issuer);
    expect(Object.keys(key).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  });

  test.each(['', '{}', '{"signingKeys":[],"cookieKeys":["a"]}', '{"signingKeys":[{}],"cookieKeys":[1]}'])(
    'are not guessed from a file that holds %j: the file stays as it is',
    async (text) => {
      const folder = await mkdtemp(join(tmpdir(), 'identity-'));
      const stateFile = join(folder, 'identity.json');
      onTestFinished(() => rm(folder, { recursive: true }));
      await writeFile(stateFile, text);
      await expect(startForTest({ stateFile })).rejects.toThrow('delete it');
      expect(await readFile(stateFile, 'utf8')).toBe(text);
    },
  );
});

const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
const outside = addresses.find(({ internal, family }) => !internal && family === 'IPv4')?.address ?? '';
const hasIpv6Loopback = addresses.some(({ address }) => address === '::1');

describe('the address', () => {
  test.skipIf(!hasIpv6Loopback)('answers on ::1, where localhost may lead first', async () => {
    const { issuer } = await startForTest();
    const response = await fetch(`http://[::1]:${new URL(issuer).port}/jwks`, { redirect: 'manual' });
    expect(response.headers.get('location')).toBe(`${issuer}/jwks`);
  });

  test.skipIf(outside === '')('does not answer on an address that others can reach', async () => {
    const { issuer } = await startForTest();
    await expect(fetch(`http://${outside}:${new URL(issuer).port}/jwks`)).rejects.toThrow('fetch failed');
  });

  test('is announced as localhost, whatever loopback name the request came to', async () => {
    const { issuer } = await startForTest();
    const { port } = new URL(issuer);
    for (const host of ['localhost', '127.0.0.1']) {
      const discovery = await (await fetch(`http://${host}:${port}/.well-known/openid-configuration`)).json();
      expect(discovery).toMatchObject({
        issuer: `http://localhost:${port}`,
        authorization_endpoint: `http://localhost:${port}/auth`,
        code_challenge_methods_supported: ['S256'],
        id_token_signing_alg_values_supported: ['RS256'],
      });
    }
  });

  test('sends a browser that came to 127.0.0.1 to localhost, where its cookies will be', async () => {
    const { issuer } = await startForTest();
    const { port } = new URL(issuer);
    const response = await fetch(`http://127.0.0.1:${port}/auth?a=b`, { redirect: 'manual' });
    expect(response.status).toBe(307);
    expect(response.headers.get('location')).toBe(`${issuer}/auth?a=b`);
  });

  const loopback = hasIpv6Loopback ? ['127.0.0.1', '::1'] : ['127.0.0.1'];
  test.each(loopback)(
    'is refused if another program has the port on %s, and nothing is left listening',
    async (host) => {
      const port = await freePort();
      const other = createServer();
      await new Promise<void>((resolve) => other.listen({ port, host }, resolve));
      await expect(startForTest({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
      await new Promise((resolve) => other.close(resolve));
      await startForTest({ port });
    },
  );

  test('is free again after close', async () => {
    const port = await freePort();
    const first = await startForTest({ port });
    await (await fetch(`${first.issuer}/jwks`)).text();
    await first.close();
    await expect(fetch(`${first.issuer}/jwks`)).rejects.toThrow();
    expect((await startForTest({ port })).issuer).toBe(first.issuer);
  });
});

test('a demo learner with an invalid login is refused at the start', async () => {
  const learners = [{ login: 'Анна', title: 'Анна' }];
  await expect(startIdentityProvider({ port: 1, loginPort: 2, clients: [], learners })).rejects.toThrow(
    'cannot be a login',
  );
});

describe('a fault', () => {
  test('down: everything answers 503, and is back when the fault ends', async () => {
    const provider = await startForTest();
    provider.setFault('down');
    for (const path of ['/.well-known/openid-configuration', '/jwks', '/auth', '/nowhere']) {
      expect((await fetch(provider.issuer + path)).status).toBe(503);
    }
    await expect(relyingParty(provider.issuer, clients.guides)).rejects.toThrow();
    provider.setFault('none');
    await relyingParty(provider.issuer, clients.guides);
  });

  test('token_error: the page works, the token endpoint answers 500 with HTML', async () => {
    const provider = await startForTest();
    provider.setFault('token_error');
    const party = await relyingParty(provider.issuer, clients.guides);
    const browser = newBrowser();
    const failed = await signIn(party, browser, 'demo_good').catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(client.ClientError);
    provider.setFault('none');
    const request = await party.begin();
    const { idToken } = await party.finish(request, await browser.open(request.url));
    expect(idToken.sub).toBe(subjectOf('demo_good'));
  });
});
