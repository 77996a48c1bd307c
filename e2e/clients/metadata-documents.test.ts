import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { localUrl, ScriptedBrowser } from '@aisystant/fleet';
import { portal } from '@aisystant/fleet/servers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mcpUrl } from '../fleet.ts';
import { type OwnFleet, startOwnFleet } from '../own-fleet.ts';
import { CHATGPT_DOCUMENT, CHATGPT_KEYS, chatGptByDocument, chatGptDocument } from './recorded/chatgpt.ts';
import { replay } from './replay.ts';
import { subjectsAt } from './subjects.ts';

// A fleet of its own: a deployed server reads documents of the internet, those of the other tests have none.
const OFFSET = 3000;
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const published = { keys: [{ ...keys.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }] };

/** The client's proof of its key (RFC 7523) for one server; every use makes a new one. */
function proofFor(audience: string): string {
  const now = Math.floor(Date.now() / 1000);
  const who = { iss: CHATGPT_DOCUMENT, sub: CHATGPT_DOCUMENT, aud: audience };
  const parts = [
    { alg: 'RS256', kid: 'one', typ: 'JWT' },
    { ...who, jti: randomUUID(), iat: now, exp: now + 60 },
  ].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  const text = parts.join('.');
  return `${text}.${sign('sha256', Buffer.from(text), keys.privateKey).toString('base64url')}`;
}

/** Where the internet has the portal: only a page of HTTPS is known by its document. */
const PORTAL = 'https://portal.example.test';

/** The documents of the internet at the moment. */
const documents: Record<string, object> = { [CHATGPT_KEYS]: published };
let own: OwnFleet;
beforeAll(async () => {
  own = await startOwnFleet({ portOffset: OFFSET, recordings: 1, documents, portalUrl: PORTAL });
});
afterAll(() => own.end());

describe.each(['none', 'private_key_jwt'] as const)('ChatGPT, whose document asks for %s,', (method) => {
  test.each(subjectsAt(OFFSET))('connects to $name without registering', async (subject) => {
    documents[CHATGPT_DOCUMENT] = chatGptDocument(method);
    const metadata = await fetch(subject.serverMetadata);
    expect(await metadata.json()).toMatchObject({ client_id_metadata_document_supported: true });
    await replay(chatGptByDocument(method), subject, {
      client_id: CHATGPT_DOCUMENT,
      client_assertion: () => proofFor(subject.issuer),
    });
  });
});

test.each(['dt-mcp', 'exercises-mcp', 'ktalk-mcp'])(
  'the page of a person of a portal at HTTPS signs in to %s by its document, and then again without any page',
  async (server) => {
    const local = localUrl(portal.port, OFFSET);
    const [client_id, redirect_uri] = [`${PORTAL}/my/client.json`, `${PORTAL}/my`];
    // What the portal says of its page, at the address that the internet has it.
    documents[client_id] = JSON.parse(
      (await (await fetch(`${local}/my/client.json`)).text()).replaceAll(local, PORTAL),
    );
    const resource = mcpUrl(server, OFFSET);
    const { origin } = new URL(resource);
    const verifier = randomUUID() + randomUUID();
    const code_challenge = createHash('sha256').update(verifier).digest('base64url');
    const request = { response_type: 'code', client_id, redirect_uri, resource, state: 'x', code_challenge };
    const browser = new ScriptedBrowser();
    const signIn = async (more: { readonly [name: string]: string }) => {
      const query = new URLSearchParams({ ...request, code_challenge_method: 'S256', ...more });
      const { landed, pages } = await browser.signIn(new URL(`/authorize?${query}`, origin), redirect_uri, {
        login: 'demo_long',
      });
      const { error, code = '' } = Object.fromEntries(landed.searchParams);
      const form = { grant_type: 'authorization_code', client_id, redirect_uri, code, code_verifier: verifier };
      const answer = await fetch(`${origin}/oauth/token`, { method: 'POST', body: new URLSearchParams(form) });
      return { error, pages, status: answer.status };
    };
    const silent = { prompt: 'none' };
    expect(await signIn(silent)).toMatchObject({ error: 'login_required', pages: [] });
    expect(await signIn({})).toEqual({ error: undefined, pages: ['consent', 'login'], status: 200 });
    expect(await signIn(silent)).toEqual({ error: undefined, pages: [], status: 200 });
  },
);
