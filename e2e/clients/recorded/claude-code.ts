import { CHALLENGE, message, RESOURCE_METADATA, type Recording, SERVER_METADATA } from './step.ts';

const CALLBACK = 'http://localhost:53621/callback';
const META = {
  _meta: {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientInfo': { name: 'claude-code', title: 'Claude Code', version: '2.1.328' },
    'io.modelcontextprotocol/clientCapabilities': {
      roots: { listChanged: true },
      elicitation: { form: {}, url: {} },
    },
  },
};
const DISCOVERY = { accept: '*/*', 'user-agent': 'Bun/1.4.4', 'mcp-protocol-version': '2025-11-25' };
const STRANGER = {
  accept: 'application/json, text/event-stream',
  'accept-encoding': 'identity',
  'user-agent': 'claude-code/2.1.328 (sdk-cli)',
  'mcp-protocol-version': '2026-07-28',
};
const PERSON = { ...STRANGER, authorization: 'Bearer {access_token}' };
const DISCOVERED = { status: 200, body: { result: { supportedVersions: ['2026-07-28'] } } };

const readResource = {
  why: 'reads where to sign in',
  request: 'GET {resource_metadata}',
  headers: DISCOVERY,
  expect: RESOURCE_METADATA,
};
const readServer = {
  why: 'reads how to sign in',
  request: 'GET {server_metadata}',
  headers: { ...DISCOVERY, accept: 'application/json' },
  ...SERVER_METADATA,
};
const exchange = (redirect_uri: string) => ({
  why: 'exchanges the code',
  request: 'POST {token_endpoint}',
  headers: { accept: 'application/json', 'user-agent': 'Bun/1.4.4' },
  form: {
    grant_type: 'authorization_code',
    code: '{code}',
    code_verifier: '{verifier}',
    redirect_uri,
    resource: '{mcp}',
    client_id: '{client_id}',
  },
  expect: { status: 200, body: { scope: '{scopes} offline_access' } },
  keep: ['access_token', 'refresh_token'],
});

/** Claude Code in a terminal. */
export const claudeCode: Recording = {
  client: 'Claude Code',
  source: 'recorded between claude 2.1.328 and a server of this fleet: mcp add, list, login, list',
  steps: [
    {
      why: 'tries whether a token is needed, in the newest version of the protocol',
      request: 'POST {mcp}',
      headers: { ...STRANGER, 'mcp-method': 'server/discover' },
      json: message('server/discover', META, 'server-discover-probe-1'),
      expect: CHALLENGE,
      expectOpen: DISCOVERED,
    },
    readServer,
    readResource,
    // Signing in discovers everything two times, once for the plan and once for the way.
    readResource,
    readServer,
    readResource,
    readServer,
    {
      why: 'registers',
      request: 'POST {registration_endpoint}',
      headers: { accept: '*/*', 'user-agent': 'Bun/1.4.4' },
      json: {
        client_name: 'Claude Code (aisystant)',
        redirect_uris: [CALLBACK],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        token_endpoint_auth_method: 'none',
        application_type: 'native',
        scope: '{scopes} offline_access',
      },
      expect: { status: 201 },
      keep: ['client_id'],
    },
    {
      why: 'sends the person to sign in',
      signIn: {
        redirect_uri: CALLBACK,
        scope: '{scopes} offline_access',
        prompt: 'consent',
        resource: '{mcp}',
      },
    },
    exchange(CALLBACK),
    {
      why: 'discovers the server as the person',
      request: 'POST {mcp}',
      headers: { ...PERSON, 'mcp-method': 'server/discover' },
      json: message('server/discover', META, 'server-discover-probe-1'),
      expect: DISCOVERED,
    },
    {
      why: 'asks for the tools',
      request: 'POST {mcp}',
      headers: { ...PERSON, 'mcp-method': 'tools/list' },
      json: message('tools/list', META, 0),
      expect: { status: 200, body: { result: {} } },
    },
    {
      why: 'signs in again with the client it has, from the port that is free then',
      signIn: {
        redirect_uri: CALLBACK.replace('53621', '60385'),
        scope: '{scopes} offline_access',
        prompt: 'consent',
        resource: '{mcp}',
      },
    },
    exchange(CALLBACK.replace('53621', '60385')),
  ],
};
