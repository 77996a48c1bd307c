import { CHALLENGE, initialize, message, RESOURCE_METADATA, type Recording, SERVER_METADATA } from './step.ts';

const CALLBACK = 'http://127.0.0.1:37501/callback';
/** It discovers by the manner of the first version of the protocol, whatever it speaks later. */
const DISCOVERY = { 'user-agent': 'codex-mcp-client/0.169.0', 'mcp-protocol-version': '2024-11-05', accept: '*/*' };
const CLIENT = { 'user-agent': 'codex-mcp-client/0.169.0', accept: 'application/json' };
const PERSON = {
  accept: 'text/event-stream, application/json',
  'mcp-protocol-version': '2025-06-18',
  authorization: 'Bearer {access_token}',
};

const discovery = [
  {
    why: 'looks whether a token is needed by opening a stream',
    request: 'GET {mcp}',
    headers: DISCOVERY,
    expect: CHALLENGE,
    expectOpen: { status: 405 },
  },
  {
    why: 'reads where to sign in',
    request: 'GET {resource_metadata}',
    headers: DISCOVERY,
    expect: RESOURCE_METADATA,
  },
  {
    why: 'reads how to sign in',
    request: 'GET {server_metadata}',
    headers: DISCOVERY,
    ...SERVER_METADATA,
  },
];

/** Codex in a terminal. */
export const codex: Recording = {
  client: 'Codex',
  source: 'recorded between codex 0.169.0 and a server of this fleet: mcp add; the calls as its SDK makes them',
  steps: [
    ...discovery,
    ...discovery,
    {
      why: 'registers',
      request: 'POST {registration_endpoint}',
      headers: CLIENT,
      json: {
        client_name: 'Codex',
        redirect_uris: [CALLBACK],
        grant_types: ['authorization_code', 'refresh_token'],
        token_endpoint_auth_method: 'none',
        response_types: ['code'],
        scope: '{scopes} offline_access',
        application_type: 'native',
      },
      expect: { status: 201 },
      keep: ['client_id'],
    },
    {
      why: 'sends the person to sign in',
      signIn: { redirect_uri: CALLBACK, scope: '{scopes} offline_access', resource: '{mcp}' },
    },
    {
      why: 'exchanges the code',
      request: 'POST {token_endpoint}',
      headers: CLIENT,
      form: {
        grant_type: 'authorization_code',
        code: '{code}',
        code_verifier: '{verifier}',
        client_id: '{client_id}',
        redirect_uri: CALLBACK,
        resource: '{mcp}',
      },
      expect: { status: 200 },
      keep: ['access_token', 'refresh_token'],
    },
    {
      why: 'opens as the person',
      request: 'POST {mcp}',
      headers: { accept: 'text/event-stream, application/json', authorization: 'Bearer {access_token}' },
      json: initialize('2025-06-18', 'codex-mcp-client', '0.169.0'),
      expect: { status: 200, body: { result: { protocolVersion: '2025-06-18' } } },
    },
    {
      why: 'calls a tool',
      request: 'POST {mcp}',
      headers: PERSON,
      json: message('tools/call', { name: '{tool}', arguments: '{arguments}' }),
      expect: { status: 200, body: { result: { isError: false } } },
    },
  ],
};
