import { CHALLENGE, message, type Recording, SERVER_METADATA } from './step.ts';

const CALLBACK = 'https://directory.example/callback';
const PROBE = { 'user-agent': 'verifymcp-probe', accept: 'application/json, text/event-stream' };
const REVIEWER = { ...PROBE, authorization: 'Bearer {access_token}' };
const NEW = { ...REVIEWER, 'mcp-protocol-version': '2026-07-28' };
const META = {
  _meta: {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientInfo': { name: 'verifymcp-probe', version: '1.0.0' },
    'io.modelcontextprotocol/clientCapabilities': {},
  },
};

/**
 * The questions a directory asks a server that was submitted, with the account it was given for the review: is nonsense
 * refused, and is anything given to a stranger? A server where nothing needs a token tells a stranger that there is no such
 * tool; the others say nothing but 401.
 */
export const directoryProbe: Recording = {
  client: 'the probe of a directory',
  source: 'seen by servers after their submission, as a call of a tool that cannot exist',
  steps: [
    { why: 'reads how to sign in', request: 'GET {server_metadata}', ...SERVER_METADATA },
    {
      why: 'registers',
      request: 'POST {registration_endpoint}',
      json: { client_name: 'Review', redirect_uris: [CALLBACK], token_endpoint_auth_method: 'none' },
      expect: { status: 201 },
      keep: ['client_id'],
    },
    { why: 'signs in with the account for the review', signIn: { redirect_uri: CALLBACK, resource: '{mcp}' } },
    {
      why: 'exchanges the code',
      request: 'POST {token_endpoint}',
      form: {
        grant_type: 'authorization_code',
        code: '{code}',
        redirect_uri: CALLBACK,
        client_id: '{client_id}',
        code_verifier: '{verifier}',
      },
      expect: { status: 200 },
      keep: ['access_token'],
    },
    {
      why: 'discovers without the envelope that the newest version asks for',
      request: 'POST {mcp}',
      headers: { ...NEW, 'mcp-method': 'server/discover' },
      json: message('server/discover'),
      expect: { status: 400, body: { error: {} } },
    },
    {
      why: 'asks for the tools with parameters that are none',
      request: 'POST {mcp}',
      headers: REVIEWER,
      json: { jsonrpc: '2.0', id: 1, method: 'tools/list', params: 'all' },
      expect: { status: 400, body: { error: { code: -32600 } } },
    },
    {
      // The protocol gives this refusal the status 404, and so do we; a directory was seen to expect 400.
      why: 'calls a method that does not exist',
      request: 'POST {mcp}',
      headers: { ...NEW, 'mcp-method': 'probe/nothing' },
      json: message('probe/nothing', META),
      expect: { status: 404, body: { error: { code: -32601 } } },
    },
    {
      why: 'calls a tool that does not exist, as a stranger',
      request: 'POST {mcp}',
      headers: PROBE,
      json: message('tools/call', { name: '__verifymcp_auth_probe_f3ec9f75__', arguments: {} }),
      expect: CHALLENGE,
      expectWithoutSignIn: { status: 200, body: { error: { code: -32602 } } },
    },
    {
      why: 'looks whether the endpoint is there',
      request: 'HEAD {mcp}',
      expect: { status: 401 },
      expectOpen: { status: 405 },
    },
  ],
};
