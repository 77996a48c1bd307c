#!/usr/bin/env bash
# workers-oauth-provider says that it does not know a client whose metadata host is down, and the MCP client forgets the sign-in.
#
# Packages: @cloudflare/workers-oauth-provider 1.2.3, run by wrangler 4.164.0, and @modelcontextprotocol/client 2.4.0. Input: a
#   client that is named by the address of its metadata document, with a refresh token; then its host answers 503 for a minute.
# Expected: an answer that tells the client to come again, as 503: it is still known, its grant is there, and "invalid_client" is
#   for a client that is unknown (RFC 6749, 5.2). Nothing of the sign-in is lost once the host is back.
# Seen: the refresh gets "401 invalid_client", as one of a client that never was. The MCP client forgets its registration and its
#   tokens at that code, and sends the person to sign in. With the host back, the refresh token that it had would have worked.
# Why it matters: one bad minute of the host of a chat signs out everybody whose access token ends in it. Give an answer of your
#   own in `onError` for the category "client-id-metadata-document": 503 with "temporarily_unavailable" keeps the tokens.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm pkg set type=module >/dev/null
npm install --silent --no-audit --no-fund wrangler@4.164.0 @cloudflare/workers-oauth-provider@1.2.3 \
  @modelcontextprotocol/client@2.4.0 >/dev/null

cat >worker.js <<'JS'
import OAuthProvider from '@cloudflare/workers-oauth-provider';

const CLIENT = 'https://chat.example/client.json';
let isDown = false;
globalThis.fetch = async () =>
  isDown
    ? new Response('down', { status: 503 })
    : Response.json({
        client_id: CLIENT,
        client_name: 'Chat',
        redirect_uris: ['https://chat.example/callback'],
        token_endpoint_auth_method: 'none',
      });
const providerWith = (own) =>
  new OAuthProvider({
    apiRoute: '/api/',
    apiHandler: { fetch: () => new Response('notes') },
    defaultHandler: {
      async fetch(request, { OAUTH_PROVIDER }) {
        const asked = await OAUTH_PROVIDER.parseAuthRequest(request);
        const granted = { request: asked, userId: 'anna', metadata: {}, scope: asked.scope, props: {} };
        const { redirectTo } = await OAUTH_PROVIDER.completeAuthorization(granted);
        return new Response(null, { status: 302, headers: { location: redirectTo } });
      },
    },
    authorizeEndpoint: '/authorize',
    tokenEndpoint: '/token',
    clientIdMetadataDocumentEnabled: true,
    resourceMetadata: { resource: 'http://localhost/api/' },
    onError({ internal: { category } }) {
      if (!own || category !== 'client-id-metadata-document') return undefined;
      return Response.json({ error: 'temporarily_unavailable' }, { status: 503, headers: { 'retry-after': '5' } });
    },
  });
const providers = { library: providerWith(false), own: providerWith(true) };
let provider = providers.library;

export default {
  async fetch(request, env, ctx) {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname !== '/set') return provider.fetch(request, env, ctx);
    isDown = searchParams.get('down') === 'yes';
    provider = providers[searchParams.get('answer') ?? 'library'];
    return new Response();
  },
};
JS
cat >wrangler.toml <<'TOML'
name = "chat"
main = "worker.js"
compatibility_date = "2026-11-02"
compatibility_flags = ["global_fetch_strictly_public"]
kv_namespaces = [{ binding = "OAUTH_KV", id = "kv" }]
TOML
cat >run.mjs <<'JS'
import { createHash } from 'node:crypto';
import { auth } from '@modelcontextprotocol/client';
import { unstable_startWorker } from 'wrangler';

const worker = await unstable_startWorker({
  config: './wrangler.toml',
  dev: { server: { port: 0 }, inspector: false, logLevel: 'none', persist: false },
});
const send = (path, init) => worker.fetch(`http://localhost${path}`, { redirect: 'manual', ...init });
const client_id = 'https://chat.example/client.json';
const redirect_uri = 'https://chat.example/callback';
const code_verifier = 'a'.repeat(43);
const code_challenge = createHash('sha256').update(code_verifier).digest('base64url');

async function signIn() {
  const asked = { response_type: 'code', client_id, redirect_uri, code_challenge, code_challenge_method: 'S256', state: 's' };
  const answer = await send(`/authorize?${new URLSearchParams(asked)}`);
  const code = new URL(answer.headers.get('location')).searchParams.get('code');
  const form = { grant_type: 'authorization_code', client_id, code, redirect_uri, code_verifier };
  return (await send('/token', { method: 'POST', body: new URLSearchParams(form) })).json();
}

/** The official client with the tokens of a sign-in: what it does when they have to be refreshed. */
async function refresh(tokens) {
  const did = [];
  let kept = tokens;
  const provider = {
    redirectUrl: redirect_uri,
    clientMetadataUrl: client_id,
    clientMetadata: { client_name: 'Chat', redirect_uris: [redirect_uri] },
    clientInformation: () => ({ client_id }),
    saveClientInformation: () => {},
    tokens: () => kept,
    saveTokens: (fresh) => (kept = fresh),
    codeVerifier: () => code_verifier,
    saveCodeVerifier: () => {},
    redirectToAuthorization: () => did.push('sends the person to sign in'),
    invalidateCredentials: (what) => {
      did.push(`forgets ${what}`);
      kept = undefined;
    },
  };
  const fetchFn = async (url, init) => {
    const { pathname, search } = new URL(url);
    const given = await send(pathname + search, init);
    const answer = new Response(await given.text(), { status: given.status, headers: { 'content-type': 'application/json' } });
    if (pathname === '/token') did.push(`is told ${answer.status} ${(await answer.clone().json()).error ?? 'tokens'}`);
    return answer;
  };
  const outcome = await auth(provider, { serverUrl: 'http://localhost/api/', fetchFn }).catch((error) => error.name);
  return [...did, outcome, kept ? 'tokens are kept' : 'tokens are gone'].join(', ');
}

for (const answer of ['library', 'own']) {
  await send('/set?down=no');
  const tokens = await signIn();
  await send(`/set?down=yes&answer=${answer}`);
  console.log(`answer of the ${answer === 'own' ? 'server itself' : answer}: the client ${await refresh(tokens)}`);
  await send('/set?down=no');
  console.log(`  the host is back: the same refresh token ${await refresh(tokens)}`);
}
await worker.dispose();
JS
seen=$(node run.mjs 2>/dev/null | grep -E '^answer|^  the host')
printf '%s\n' "$seen"
expected=$(cat <<'TEXT'
answer of the library: the client is told 401 invalid_client, forgets client, forgets tokens, sends the person to sign in, REDIRECT, tokens are gone
  the host is back: the same refresh token is told 200 tokens, AUTHORIZED, tokens are kept
answer of the server itself: the client is told 503 temporarily_unavailable, OAuthError, tokens are kept
  the host is back: the same refresh token is told 200 tokens, AUTHORIZED, tokens are kept
TEXT
)
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
