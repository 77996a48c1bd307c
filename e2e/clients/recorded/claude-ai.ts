import { CHALLENGE, initialize, message, RESOURCE_METADATA, type Recording, SERVER_METADATA } from './step.ts';

const CALLBACK = 'https://claude.ai/api/mcp/auth_callback';
/** It accepts anything, and does not name the two forms that the protocol asks a client to name. */
const STRANGER = { 'user-agent': 'python-httpx/0.28.1', accept: '*/*', 'mcp-protocol-version': '2025-11-25' };
const PERSON = { ...STRANGER, authorization: 'Bearer {access_token}' };
const OPENED = { status: 200, body: { result: { protocolVersion: '2025-11-25' } } };

/** Claude on the web and on the desktop: its servers connect, not the person's computer. */
export const claudeAi: Recording = {
  client: 'claude.ai',
  source: 'logs of server developers: anthropics/claude-ai-mcp#76, #354, #364, #680; homeassistant-ai/ha-mcp#750',
  steps: [
    {
      why: 'tries whether a token is needed',
      request: 'POST {mcp}',
      headers: STRANGER,
      json: initialize('2025-11-25', 'Anthropic/ClaudeAI'),
      expect: CHALLENGE,
      expectOpen: OPENED,
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
      why: 'registers',
      request: 'POST {registration_endpoint}',
      headers: STRANGER,
      json: {
        client_name: 'Claude',
        redirect_uris: [CALLBACK],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        token_endpoint_auth_method: 'none',
        scope: '{scopes} offline_access',
      },
      expect: { status: 201, body: { redirect_uris: [CALLBACK], token_endpoint_auth_method: 'none' } },
      keep: ['client_id'],
    },
    {
      why: 'sends the person to sign in, and asks to keep them signed in since the server offers it',
      signIn: { redirect_uri: CALLBACK, scope: '{scopes} offline_access', resource: '{mcp}' },
    },
    {
      why: 'exchanges the code',
      request: 'POST {token_endpoint}',
      headers: STRANGER,
      form: {
        grant_type: 'authorization_code',
        code: '{code}',
        redirect_uri: CALLBACK,
        client_id: '{client_id}',
        code_verifier: '{verifier}',
        resource: '{mcp}',
      },
      expect: { status: 200, body: { scope: '{scopes} offline_access' } },
      keep: ['access_token', 'refresh_token'],
    },
    {
      why: 'opens as the person',
      request: 'POST {mcp}',
      headers: PERSON,
      json: initialize('2025-11-25', 'Anthropic/ClaudeAI'),
      expect: OPENED,
    },
    {
      why: 'confirms',
      request: 'POST {mcp}',
      headers: PERSON,
      json: message('notifications/initialized', undefined, null),
      expect: { status: 202 },
    },
    {
      why: 'asks for the tools',
      request: 'POST {mcp}',
      headers: PERSON,
      json: message('tools/list'),
      expect: { status: 200, body: { result: {} } },
    },
    {
      why: 'calls one',
      request: 'POST {mcp}',
      headers: PERSON,
      json: message('tools/call', { name: '{tool}', arguments: '{arguments}' }),
      expect: { status: 200, body: { result: { isError: false } } },
    },
    {
      why: 'refreshes before the token ends, from two of its machines at once',
      request: 'POST {token_endpoint}',
      headers: STRANGER,
      form: {
        grant_type: 'refresh_token',
        refresh_token: '{refresh_token}',
        client_id: '{client_id}',
        resource: '{mcp}',
      },
      expect: { status: 200 },
      keep: ['access_token', 'refresh_token'],
      twice: true,
    },
    {
      why: 'goes on with the new token',
      request: 'POST {mcp}',
      headers: PERSON,
      json: message('tools/list'),
      expect: { status: 200, body: { result: {} } },
    },
    {
      why: 'learns that a refresh token is dead from the one error that makes it ask the person again',
      request: 'POST {token_endpoint}',
      headers: STRANGER,
      form: { grant_type: 'refresh_token', refresh_token: 'a:dead:token', client_id: '{client_id}' },
      expect: { status: 400, body: { error: 'invalid_grant' } },
    },
  ],
};
