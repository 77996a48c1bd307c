import { initialize, message, type Recording, SERVER_METADATA } from './step.ts';

const CALLBACK = 'http://127.0.0.1:6274/oauth/callback';
const PERSON = {
  accept: 'application/json, text/event-stream',
  authorization: 'Bearer {access_token}',
};

/** A client from before resource indicators and resource metadata: it takes the server's origin for the issuer. */
export const firstClients: Recording = {
  client: 'a client of 2025-03-26',
  source: 'the specification of 2025-03-26',
  steps: [
    {
      why: 'reads how to sign in, and knows no other document',
      request: 'GET {server_metadata}',
      headers: { 'mcp-protocol-version': '2025-03-26' },
      ...SERVER_METADATA,
    },
    {
      why: 'registers with the least it can say, and gets a secret',
      request: 'POST {registration_endpoint}',
      json: { redirect_uris: [CALLBACK] },
      expect: { status: 201, body: { token_endpoint_auth_method: 'client_secret_basic' } },
      keep: ['client_id', 'client_secret'],
    },
    {
      why: 'sends the person to sign in, naming neither a resource nor a scope',
      signIn: { redirect_uri: CALLBACK },
    },
    {
      why: 'exchanges the code, naming no resource',
      request: 'POST {token_endpoint}',
      headers: { authorization: 'Basic {client_id:client_secret}' },
      form: { grant_type: 'authorization_code', code: '{code}', redirect_uri: CALLBACK, code_verifier: '{verifier}' },
      expect: { status: 200 },
      keep: ['access_token'],
    },
    {
      why: 'opens as the person',
      request: 'POST {mcp}',
      headers: PERSON,
      json: initialize('2025-03-26', 'inspector'),
      expect: { status: 200, body: { result: { protocolVersion: '2025-03-26' } } },
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
