#!/usr/bin/env bash
# workers-oauth-provider asks to send the code of a sign-in again, and ends the sign-in when that is done; a refresh may be sent again.
#
# Packages: @cloudflare/workers-oauth-provider 1.2.3, run by wrangler 4.164.0. Input: sign-ins of registered clients with PKCE, of which
#   one write of the token endpoint is refused by KV with 429, an answer that the library knows; then the same request again.
# Expected: after "429 temporarily_unavailable" the request of before may be repeated (RFC 6585, 4), and there are tokens then: the
#   code was not used, since no tokens were given for it (RFC 6749, 4.1.2).
# Seen: that holds for a refused write of the grant, and for a refresh. Where the write of the access token is refused, the record of
#   the grant is written before and says that the code is spent: the second request counts as an attack, and the grant is deleted.
# Why it matters: a client that does as it is told has lost the sign-in, and its person sees "invalid_grant" after they have agreed.
#   Let what the library sees as KV write the record of the grant last, when the answer is made.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm pkg set type=module >/dev/null
npm install --silent --no-audit --no-fund wrangler@4.164.0 @cloudflare/workers-oauth-provider@1.2.3 >/dev/null

cat >worker.js <<'JS'
import OAuthProvider from '@cloudflare/workers-oauth-provider';

const records = new Map();
let refused = null;
/** KV in memory, of which one write under a prefix is refused. */
const OAUTH_KV = {
  async get(key, options) {
    const text = records.get(key) ?? null;
    return text !== null && (options === 'json' || options?.type === 'json') ? JSON.parse(text) : text;
  },
  async put(key, text) {
    if (refused !== null && key.startsWith(refused)) {
      refused = null;
      throw new Error('KV PUT failed: 429 Too Many Requests');
    }
    records.set(key, text);
  },
  async delete(key) {
    records.delete(key);
  },
  async list({ prefix = '' } = {}) {
    const keys = [...records.keys()].filter((key) => key.startsWith(prefix)).map((name) => ({ name }));
    return { keys, list_complete: true };
  },
};
const provider = new OAuthProvider({
  apiRoute: '/api/',
  apiHandler: { fetch: () => new Response('notes') },
  defaultHandler: {
    async fetch(request, { OAUTH_PROVIDER }) {
      const asked = await OAUTH_PROVIDER.parseAuthRequest(request);
      const granted = { request: asked, userId: crypto.randomUUID(), metadata: {}, scope: asked.scope, props: {} };
      const { redirectTo } = await OAUTH_PROVIDER.completeAuthorization(granted);
      return new Response(null, { status: 302, headers: { location: redirectTo } });
    },
  },
  authorizeEndpoint: '/authorize',
  tokenEndpoint: '/token',
  clientRegistrationEndpoint: '/register',
  resourceMetadata: { resource: 'http://localhost/api/' },
});

export default {
  async fetch(request, env, ctx) {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === '/refuse') {
      refused = searchParams.get('prefix');
      return new Response();
    }
    if (pathname === '/grants') return Response.json([...records.keys()].filter((key) => key.startsWith('grant:')).length);
    return provider.fetch(request, { ...env, OAUTH_KV }, ctx);
  },
};
JS
cat >wrangler.toml <<'TOML'
name = "grants"
main = "worker.js"
compatibility_date = "2026-11-02"
TOML
cat >run.mjs <<'JS'
import { createHash } from 'node:crypto';
import { unstable_startWorker } from 'wrangler';

const worker = await unstable_startWorker({
  config: './wrangler.toml',
  dev: { server: { port: 0 }, inspector: false, logLevel: 'none' },
});
const send = (path, init) => worker.fetch(`http://localhost${path}`, { redirect: 'manual', ...init });
const redirect_uri = 'https://app.example/callback';
const code_verifier = 'a'.repeat(43);
const code_challenge = createHash('sha256').update(code_verifier).digest('base64url');

/** The request for the tokens of a new sign-in. */
async function newCode() {
  const body = JSON.stringify({ redirect_uris: [redirect_uri], token_endpoint_auth_method: 'none' });
  const headers = { 'content-type': 'application/json' };
  const { client_id } = await (await send('/register', { method: 'POST', headers, body })).json();
  const asked = { response_type: 'code', client_id, redirect_uri, code_challenge, code_challenge_method: 'S256', state: 's' };
  const answer = await send(`/authorize?${new URLSearchParams(asked)}`);
  const code = new URL(answer.headers.get('location')).searchParams.get('code');
  return { grant_type: 'authorization_code', client_id, code, redirect_uri, code_verifier };
}

async function exchange(form) {
  const response = await send('/token', { method: 'POST', body: new URLSearchParams(form) });
  const { refresh_token, error = 'tokens' } = await response.json();
  return { refresh_token, told: `${response.status} ${error}` };
}

/** The refresh of a new sign-in. */
async function newRefresh() {
  const form = await newCode();
  const { refresh_token } = await exchange(form);
  return { grant_type: 'refresh_token', client_id: form.client_id, refresh_token };
}

for (const [what, make] of Object.entries({ code: newCode, refresh: newRefresh })) {
  for (const prefix of ['grant:', 'token:']) {
    const form = await make();
    const grants = await (await send('/grants')).json();
    await send(`/refuse?prefix=${prefix}`);
    const answers = [await exchange(form), await exchange(form)].map(({ told }) => told);
    const isThere = (await (await send('/grants')).json()) === grants;
    console.log(`${what}, ${prefix} refused once: ${answers.join(', again ')}; the grant is ${isThere ? 'there' : 'gone'}`);
  }
}
await worker.dispose();
JS
seen=$(node run.mjs 2>/dev/null | grep refused)
printf '%s\n' "$seen"
expected='code, grant: refused once: 429 temporarily_unavailable, again 200 tokens; the grant is there
code, token: refused once: 429 temporarily_unavailable, again 400 invalid_grant; the grant is gone
refresh, grant: refused once: 429 temporarily_unavailable, again 200 tokens; the grant is there
refresh, token: refused once: 429 temporarily_unavailable, again 200 tokens; the grant is there'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
