import { CHALLENGE, initialize, message, RESOURCE_METADATA, type Recording, SERVER_METADATA } from './step.ts';

const SCHEME = 'cursor://anysphere.cursor-mcp/oauth/callback';
const HOSTED = 'https://www.cursor.com/agents/mcp/oauth/callback';
const STRANGER = {
  'user-agent': 'Cursor/3.1',
  accept: 'application/json, text/event-stream',
  'mcp-protocol-version': '2025-06-18',
};
const PERSON = { ...STRANGER, authorization: 'Bearer {access_token}' };

/** Cursor: it registers three redirect URIs at once, one of which no server of the fleet accepts. */
export const cursor: Recording = {
  client: 'Cursor',
  source: 'reports of server developers: erp-mafia/accounted#2225, bytebase/bytebase#20510; its SDK is version 1',
  steps: [
    {
      why: 'tries whether a token is needed',
      request: 'POST {mcp}',
      headers: STRANGER,
      json: initialize('2025-06-18', 'cursor-vscode'),
      expect: CHALLENGE,
      expectOpen: { status: 200, body: { result: { protocolVersion: '2025-06-18' } } },
    },
    {
      why: 'reads where to sign in',
      request: 'GET {resource_metadata}',
      headers: STRANGER,
      expect: RESOURCE_METADATA,
    },
    {
      why: 'reads how to sign in',
      request: 'GET {server_metadata}',
      headers: STRANGER,
      ...SERVER_METADATA,
    },
    {
      why: 'registers all its addresses, and needs every one to be taken',
      request: 'POST {registration_endpoint}',
      headers: { accept: '*/*' },
      json: {
        client_name: 'Cursor',
        redirect_uris: [SCHEME, HOSTED, 'http://localhost:8787/callback'],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        token_endpoint_auth_method: 'none',
      },
      expect: { status: 201 },
      keep: ['client_id'],
    },
    {
      why: 'may not be answered at its own scheme, which any program on the computer can claim',
      request: `GET {authorization_endpoint}?response_type=code&client_id={client_id}&redirect_uri=${encodeURIComponent(SCHEME)}&code_challenge={challenge}&code_challenge_method=S256&state=x&resource={mcp}`,
      expect: { status: 400 },
    },
    {
      why: 'sends the person to sign in',
      signIn: { redirect_uri: HOSTED, scope: '{scopes}', resource: '{mcp}' },
    },
    {
      why: 'exchanges the code',
      request: 'POST {token_endpoint}',
      form: {
        grant_type: 'authorization_code',
        code: '{code}',
        redirect_uri: HOSTED,
        client_id: '{client_id}',
        code_verifier: '{verifier}',
        resource: '{mcp}',
      },
      expect: { status: 200 },
      keep: ['access_token'],
    },
    {
      why: 'opens as the person, at the address with a slash that people paste',
      request: 'POST {mcp}/',
      headers: PERSON,
      json: initialize('2025-06-18', 'cursor-vscode'),
      expect: { status: 200, body: { result: { protocolVersion: '2025-06-18' } } },
    },
    {
      why: 'confirms',
      request: 'POST {mcp}',
      headers: PERSON,
      json: message('notifications/initialized', undefined, null),
      expect: { status: 202 },
    },
    {
      why: 'asks for a stream, and does without',
      request: 'GET {mcp}',
      headers: { ...PERSON, accept: 'text/event-stream' },
      expect: { status: 405 },
    },
    {
      why: 'calls a tool',
      request: 'POST {mcp}',
      headers: PERSON,
      json: message('tools/call', { name: '{tool}', arguments: '{arguments}' }),
      expect: { status: 200, body: { result: { isError: false } } },
    },
    {
      why: 'ends a session that there never was',
      request: 'DELETE {mcp}',
      headers: PERSON,
      expect: { status: 405 },
    },
  ],
};
