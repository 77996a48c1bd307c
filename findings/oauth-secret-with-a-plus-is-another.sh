#!/usr/bin/env bash
# The MCP client cannot sign in where a secret has a plus, and openid-client cannot where a client's name has a hyphen.
#
# Packages: four clients of OAuth, @modelcontextprotocol/client 2.4.0, openid-client 6.9.0, @badgateway/oauth2-client 3.3.1 and
#   simple-oauth2 5.1.0, at two servers, oidc-provider 9.13.3 and @node-oauth/oauth2-server 5.3.0. Input: one client with a
#   plain secret, one with a hyphen in its name, one with a plus in its secret, each by `client_secret_basic`.
# Expected: a token each time. Name and secret are encoded as in a form before they are joined and made base64, and decoded by
#   the server (RFC 6749, 2.3.1); what a client encodes beyond need does no harm then.
# Seen: the MCP client does not encode, so that a plus is a space to the server which decodes; the other server does not decode,
#   so that `notes%2Dweb` is nobody. Each works with its like, and all four with plain letters.
# Why it matters: the answer is "invalid_client", which reads like a wrong secret, and secrets in base64 have a plus one time in
#   two. Use `client_secret_post`, or give names and secrets of letters and digits only.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @modelcontextprotocol/client@2.4.0 openid-client@6.9.0 @badgateway/oauth2-client@3.3.1 \
  simple-oauth2@5.1.0 oidc-provider@9.13.3 @node-oauth/oauth2-server@5.3.0 >/dev/null

cat >run.mjs <<'JS'
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { OAuth2Client } from '@badgateway/oauth2-client';
import { auth, ClientCredentialsProvider } from '@modelcontextprotocol/client';
import OAuth2Server from '@node-oauth/oauth2-server';
import Provider from 'oidc-provider';
import * as openid from 'openid-client';
import { ClientCredentials } from 'simple-oauth2';

const method = 'client_secret_basic';
const grant = 'client_credentials';
const resource = (base) => `${base}/mcp`;

const servers = {
  'oidc-provider': (base, id, secret) => {
    const client = { client_id: id, client_secret: secret, grant_types: [grant], redirect_uris: [], response_types: [] };
    const getResourceServerInfo = () => ({ scope: '', accessTokenFormat: 'opaque', accessTokenTTL: 60 });
    const resourceIndicators = { enabled: true, getResourceServerInfo };
    const features = { clientCredentials: { enabled: true }, devInteractions: { enabled: false }, resourceIndicators };
    return new Provider(base, { clients: [client], features, ttl: { ClientCredentials: 60 } }).callback();
  },
  'oauth2-server': (base, id, secret) => {
    const server = new OAuth2Server({
      model: {
        getClient: (name, given) => name === id && given === secret && { id, grants: [grant] },
        getUserFromClient: () => ({}),
        validateScope: () => [],
        saveToken: (token, client, user) => ({ ...token, client, user }),
      },
    });
    const about = { issuer: base, authorization_endpoint: `${base}/auth`, token_endpoint: `${base}/token` };
    about.response_types_supported = ['code'];
    about.token_endpoint_auth_methods_supported = [method];
    return async (request, response) => {
      const answer = new OAuth2Server.Response();
      const body = Object.fromEntries(new URLSearchParams(await text(request)));
      const asked = new OAuth2Server.Request({ headers: request.headers, method: request.method, query: {}, body });
      if (request.method === 'POST') await server.token(asked, answer).catch(() => undefined);
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(request.method === 'POST' ? answer.body : about));
    };
  },
};

const clients = {
  MCP: async (base, clientId, clientSecret) => {
    const provider = new ClientCredentialsProvider({ clientId, clientSecret, expectedIssuer: base });
    const about = { resource: resource(base), authorization_servers: [base] };
    const fetchFn = async (url, init) => (`${url}`.includes('protected-resource') ? Response.json(about) : fetch(url, init));
    await auth(provider, { serverUrl: resource(base), fetchFn });
    return provider.tokens().access_token;
  },
  'openid-client': async (base, id, secret) => {
    const options = { execute: [openid.allowInsecureRequests], algorithm: 'oauth2' };
    const configuration = await openid.discovery(new URL(base), id, undefined, openid.ClientSecretBasic(secret), options);
    return (await openid.clientCredentialsGrant(configuration, { resource: resource(base) })).access_token;
  },
  badgateway: async (base, clientId, clientSecret) => {
    const settings = { server: base, tokenEndpoint: '/token', authenticationMethod: method, clientId, clientSecret };
    return (await new OAuth2Client(settings).clientCredentials({ resource: [resource(base)] })).accessToken;
  },
  'simple-oauth2': async (base, id, secret) => {
    const client = new ClientCredentials({ client: { id, secret }, auth: { tokenHost: base, tokenPath: '/token' } });
    return (await client.getToken({ resource: resource(base) })).token.access_token;
  },
};

const registered = { plain: ['notes', 'secret7'], hyphen: ['notes-web', 'secret7'], plus: ['notes', 'secret+7'] };
for (const [server, make] of Object.entries(servers)) {
  for (const [name, [id, secret]] of Object.entries(registered)) {
    const row = [];
    for (const [client, ask] of Object.entries(clients)) {
      const http = createServer().listen(0, '127.0.0.1');
      await new Promise((resolve) => http.once('listening', resolve));
      const base = `http://127.0.0.1:${http.address().port}`;
      http.on('request', make(base, id, secret));
      const token = await ask(base, id, secret).catch(() => undefined);
      row.push(`${client} ${token ? 'token' : 'refused'}`);
      http.close();
    }
    console.log(`${server}, ${name}: ${row.join(', ')}`);
  }
}
process.exit();
JS
seen=$(node run.mjs 2>/dev/null)
printf '%s\n' "$seen"
expected='oidc-provider, plain: MCP token, openid-client token, badgateway token, simple-oauth2 token
oidc-provider, hyphen: MCP token, openid-client token, badgateway token, simple-oauth2 token
oidc-provider, plus: MCP refused, openid-client token, badgateway token, simple-oauth2 token
oauth2-server, plain: MCP token, openid-client token, badgateway token, simple-oauth2 token
oauth2-server, hyphen: MCP token, openid-client refused, badgateway refused, simple-oauth2 token
oauth2-server, plus: MCP token, openid-client refused, badgateway refused, simple-oauth2 refused'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
