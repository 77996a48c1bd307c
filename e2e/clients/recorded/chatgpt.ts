import {
  CHALLENGE,
  initialize,
  message,
  RESOURCE_METADATA,
  type Recording,
  SERVER_METADATA,
  type SignIn,
  type Step,
} from './step.ts';

const CALLBACK = 'https://chatgpt.com/connector/oauth/vG3-MLZWUV83';
const STRANGER = { 'user-agent': 'openai-mcp/1.0.0', accept: 'application/json, text/event-stream' };
const PERSON = { ...STRANGER, authorization: 'Bearer {access_token}', 'mcp-protocol-version': '2025-11-25' };
const SCANNER = { 'user-agent': 'Python/3.12 aiohttp/3.13.5', accept: '*/*' };
const absent = (address: string) => ({
  why: 'tries a document that we do not have, and goes on without it',
  request: `GET {origin}${address}`,
  headers: SCANNER,
  expect: { status: 404 },
});

/** What the client finds out before it introduces itself. */
const DISCOVERY: readonly Step[] = [
  {
    why: 'tries whether a token is needed',
    request: 'POST {mcp}',
    headers: STRANGER,
    json: initialize('2025-11-25', 'openai-mcp'),
    expect: CHALLENGE,
    expectOpen: { status: 200 },
  },
  absent('/.well-known/oauth-protected-resource'),
  {
    why: 'reads where to sign in',
    request: 'GET {resource_metadata}',
    headers: SCANNER,
    expect: RESOURCE_METADATA,
  },
  absent('/.well-known/oauth-authorization-server/mcp'),
  absent('/.well-known/openid-configuration/mcp'),
  absent('/.well-known/openid-configuration'),
  {
    why: 'reads how to sign in',
    request: 'GET {server_metadata}',
    headers: SCANNER,
    ...SERVER_METADATA,
  },
];

const REGISTRATION: Step = {
  why: 'registers',
  request: 'POST {registration_endpoint}',
  headers: SCANNER,
  json: {
    client_name: 'ChatGPT',
    redirect_uris: [CALLBACK],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
  },
  expect: { status: 201 },
  keep: ['client_id'],
};

/** From the sign-in on; `proof` goes with whatever is sent to the token endpoint. */
const connected = (proof: { readonly [field: string]: string } = {}): readonly (Step | SignIn)[] => [
  {
    why: 'sends the person to sign in, with scopes of the challenge only',
    signIn: { redirect_uri: CALLBACK, scope: '{scopes}', resource: '{mcp}' },
  },
  {
    why: 'exchanges the code',
    request: 'POST {token_endpoint}',
    headers: SCANNER,
    form: {
      grant_type: 'authorization_code',
      code: '{code}',
      redirect_uri: CALLBACK,
      client_id: '{client_id}',
      code_verifier: '{verifier}',
      resource: '{mcp}',
      ...proof,
    },
    expect: { status: 200 },
    keep: ['access_token', 'refresh_token'],
  },
  {
    why: 'opens anew for each call',
    request: 'POST {mcp}',
    headers: PERSON,
    json: initialize('2025-11-25', 'openai-mcp'),
    expect: { status: 200, body: { result: { protocolVersion: '2025-11-25' } } },
  },
  {
    why: 'calls with hints about the person, which change nothing',
    request: 'POST {mcp}',
    headers: PERSON,
    json: message('tools/call', {
      name: '{tool}',
      arguments: '{arguments}',
      _meta: {
        'openai/locale': 'ru-RU',
        'openai/userAgent': 'Mozilla/5.0',
        'openai/userLocation': { city: 'Москва', country: 'RU', timezone: 'Europe/Moscow' },
        'openai/subject': 'v1/pseudonym',
        'openai/session': 'v1/session',
      },
    }),
    expect: { status: 200, body: { result: { isError: false } } },
  },
  {
    why: 'refreshes without saying for which resource',
    request: 'POST {token_endpoint}',
    headers: SCANNER,
    form: {
      grant_type: 'refresh_token',
      refresh_token: '{refresh_token}',
      client_id: '{client_id}',
      ...proof,
    },
    expect: { status: 200 },
    keep: ['access_token', 'refresh_token'],
  },
  {
    why: 'goes on with the new token',
    request: 'POST {mcp}',
    headers: PERSON,
    json: message('tools/list'),
    expect: { status: 200, body: { result: {} } },
  },
];

const LOGS =
  'logs of server developers: Waishnav/devspace#44, homeassistant-ai/ha-mcp#368; the documentation of plugins';

/** ChatGPT where Client ID Metadata Documents are off. */
export const chatGpt: Recording = {
  client: 'ChatGPT',
  source: LOGS,
  steps: [...DISCOVERY, REGISTRATION, ...connected()],
};

/** The address by which ChatGPT introduces itself where Client ID Metadata Documents are on. */
export const CHATGPT_DOCUMENT = 'https://chatgpt.com/oauth/tU1UVEq8rRTK/client.json';
/** Where the keys of that document stand. */
export const CHATGPT_KEYS = 'https://chatgpt.com/oauth/jwks.json';

/** The document at {@link CHATGPT_DOCUMENT}: `none` as most directories see it, or `private_key_jwt` alone. */
export const chatGptDocument = (method: 'none' | 'private_key_jwt') => ({
  client_id: CHATGPT_DOCUMENT,
  client_name: 'ChatGPT',
  redirect_uris: [CALLBACK],
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  token_endpoint_auth_method: method,
  ...(method === 'private_key_jwt' && { token_endpoint_auth_signing_alg: 'RS256', jwks_uri: CHATGPT_KEYS }),
});

/** ChatGPT that introduces itself by its document, with its key where the document has one. Nothing is registered. */
export const chatGptByDocument = (method: 'none' | 'private_key_jwt'): Recording => ({
  client: `ChatGPT by its document, ${method}`,
  source: `${LOGS}; altinity-mcp#118, Engram#1633`,
  steps: [
    ...DISCOVERY,
    ...connected(
      method === 'none'
        ? {}
        : {
            client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
            client_assertion: '{client_assertion}',
          },
    ),
  ],
});
