import { type CheckGroup, failUnless, PASSED } from './check.ts';
import { inServerMetadata } from './discovery.ts';
import { stringsOf } from './exchange.ts';

/** Whether the authorization server has the features that current clients need. */
export const authorizationServer: CheckGroup = {
  title: 'authorization server',
  gate: false,
  checks: [
    {
      id: 'oauth-endpoints',
      title: 'the authorization and the token endpoint are given, with https',
      breaks: 'every client: it opens no sign-in page, or refuses one that is not https',
      fix: 'give authorization_endpoint and token_endpoint as https addresses',
      run: (probe) =>
        inServerMetadata(probe, (metadata) => {
          const named = [metadata['authorization_endpoint'], metadata['token_endpoint']].map(String);
          const safe = (url: string) => URL.canParse(url) && (probe.loopback || new URL(url).protocol === 'https:');
          return failUnless(named.every(safe), named.join(', '));
        }),
    },
    {
      id: 'pkce',
      title: 'PKCE is by S256 only',
      breaks: 'ChatGPT refuses a server that does not advertise S256; with "plain" a stolen code can be used',
      fix: 'advertise code_challenge_methods_supported: ["S256"]',
      run: (probe) =>
        inServerMetadata(probe, ({ code_challenge_methods_supported: methods }) =>
          failUnless(JSON.stringify(methods) === '["S256"]', JSON.stringify(methods ?? null)),
        ),
    },
    {
      id: 'registration',
      title: 'a new client can register itself',
      breaks: 'every client that was not registered by hand: Claude, ChatGPT, Codex, Cursor, mcp-remote',
      fix: 'advertise registration_endpoint, or client_id_metadata_document_supported, better both',
      run: (probe) =>
        inServerMetadata(probe, (metadata) =>
          failUnless(
            typeof metadata['registration_endpoint'] === 'string' || hasCimd(metadata),
            'neither is advertised',
          ),
        ),
    },
    {
      id: 'cimd',
      title: 'client ID metadata documents are supported',
      severity: 'warning',
      breaks:
        'nothing yet: Claude and ChatGPT prefer them and fall back to registration, which fills the store with clients',
      fix: 'set CIMD = "on" in wrangler.toml; it needs the flag global_fetch_strictly_public',
      run: (probe) =>
        inServerMetadata(probe, (metadata) =>
          // A server on this machine may be offline, and the document lives on the internet.
          probe.loopback ? PASSED : failUnless(hasCimd(metadata), 'client_id_metadata_document_supported is not true'),
        ),
    },
    {
      id: 'public-clients',
      title: 'public clients, which have no secret, are accepted',
      breaks: 'Claude Code, Codex, Cursor and mcp-remote: programs on a laptop cannot keep a secret',
      fix: 'add "none" to token_endpoint_auth_methods_supported',
      run: (probe) =>
        inServerMetadata(probe, ({ token_endpoint_auth_methods_supported: methods }) =>
          failUnless(stringsOf(methods).includes('none'), JSON.stringify(methods ?? null)),
        ),
    },
    {
      id: 'refresh',
      title: 'a token can be refreshed',
      breaks: 'every client: the person signs in again each hour',
      fix: 'add "refresh_token" to grant_types_supported',
      run: (probe) =>
        inServerMetadata(probe, ({ grant_types_supported: grants }) =>
          failUnless(stringsOf(grants).includes('refresh_token'), JSON.stringify(grants ?? null)),
        ),
    },
    {
      id: 'offline-access',
      title: 'offline_access is advertised',
      breaks:
        'Claude asks for a refresh token only if it is advertised: otherwise "connection has expired" once or twice a day',
      fix: 'add "offline_access" to scopes_supported',
      run: (probe) =>
        inServerMetadata(probe, ({ scopes_supported: scopes }) =>
          failUnless(stringsOf(scopes).includes('offline_access'), JSON.stringify(scopes ?? null)),
        ),
    },
    {
      id: 'iss-parameter',
      title: 'an authorization response names its issuer',
      breaks: 'clients that use several servers cannot detect a mix-up attack (RFC 9207) and may refuse the response',
      fix: 'send iss with every authorization response and advertise authorization_response_iss_parameter_supported: true',
      run: (probe) =>
        inServerMetadata(probe, ({ authorization_response_iss_parameter_supported: supported }) =>
          failUnless(supported === true, String(supported)),
        ),
    },
  ],
};

function hasCimd(metadata: { readonly [field: string]: unknown }): boolean {
  return metadata['client_id_metadata_document_supported'] === true;
}
