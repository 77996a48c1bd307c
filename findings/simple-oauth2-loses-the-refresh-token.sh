#!/usr/bin/env bash
# simple-oauth2 loses the refresh token at the first refresh if the server keeps it and so does not send it again.
#
# Packages: simple-oauth2 5.1.0, with @badgateway/oauth2-client 3.3.1 to compare. Input: a server that answers a refresh with a
#   new access token only, as RFC 6749 (6) lets it, and a client that refreshes twice.
# Expected: the client goes on with the token that it has; the code says as much where the answer has none.
# Seen: there it takes `this.refresh_token`, which is not a member; the token lies in `this.token`. So the field is set to
#   undefined without an error, and the second refresh asks with an empty token.
# Why it matters: a connection to a CRM or a calendar works for two lifetimes of an access token and is then lost, long after
#   the sign-in, with the saved token overwritten a lifetime before. Copy the old refresh token into the new one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund simple-oauth2@5.1.0 @badgateway/oauth2-client@3.3.1 >/dev/null

cat >run.mjs <<'JS'
import { once } from 'node:events';
import { createServer } from 'node:http';
import { OAuth2Client } from '@badgateway/oauth2-client';
import simple from 'simple-oauth2';

const asked = [];
const server = createServer(async (request, response) => {
  const form = new URLSearchParams(Buffer.concat(await request.toArray()).toString());
  asked.push(form.get('refresh_token') || 'nothing');
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ access_token: 'next', token_type: 'bearer', expires_in: 3600 }));
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const host = `http://127.0.0.1:${server.address().port}`;

const grant = new simple.AuthorizationCode({ client: { id: 'id', secret: 'secret' }, auth: { tokenHost: host } });
let token = grant.createToken({ access_token: 'first', refresh_token: 'lasting', expires_in: 3600 });
for (const _ of [1, 2]) token = await token.refresh();
console.log('simple-oauth2 asks with:', asked.splice(0).join(', then '));
console.log('simple-oauth2 has in the end:', token.token.refresh_token);

const client = new OAuth2Client({ server: host, tokenEndpoint: '/token', clientId: 'id', clientSecret: 'secret' });
let other = { accessToken: 'first', refreshToken: 'lasting', expiresAt: null };
for (const _ of [1, 2]) other = await client.refreshToken(other);
console.log('oauth2-client asks with:', asked.splice(0).join(', then '));
server.close();
server.closeAllConnections();
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='simple-oauth2 asks with: lasting, then nothing
simple-oauth2 has in the end: undefined
oauth2-client asks with: lasting, then lasting'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
