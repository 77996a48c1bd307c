import { expect, test } from 'vitest';
import type { Subject } from './subject.ts';

/** A client that knows only the URL of the server finds everything else, and all of it at the same origin. */
export function discoveryContract(subject: Subject): void {
  theResourceIsFound(subject);
  theAuthorizationServerIsFound(subject);
}

function theResourceIsFound({ server, baseUrl, endpoint, fetch, scopes, send }: Subject): void {
  test('the 401 names the protected resource metadata, which names this resource and its one authorization server', async () => {
    const refused = await send({ method: 'tools/list', token: 'nobody:knows:this' });
    expect(refused.status).toBe(401);
    const [, url = ''] = /resource_metadata="([^"]+)"/.exec(refused.headers.get('www-authenticate') ?? '') ?? [];
    expect(url).toBe(`${baseUrl}/.well-known/oauth-protected-resource/mcp`);
    const metadata = await (await fetch(new Request(url))).json();
    expect(metadata).toEqual({
      resource: endpoint,
      authorization_servers: [baseUrl],
      scopes_supported: scopes,
      bearer_methods_supported: ['header'],
      resource_name: server.title.en,
    });
  });
}

function theAuthorizationServerIsFound({ baseUrl, fetch, scopes }: Subject): void {
  test('the authorization server is the server itself: PKCE S256, registration, refresh, issuer in every answer', async () => {
    const response = await fetch(new Request(`${baseUrl}/.well-known/oauth-authorization-server`));
    expect(response.status).toBe(200);
    const metadata = await response.json<Record<string, unknown>>();
    expect(metadata).toMatchObject({
      issuer: baseUrl,
      authorization_endpoint: `${baseUrl}/authorize`,
      code_challenge_methods_supported: ['S256'],
      response_types_supported: ['code'],
      authorization_response_iss_parameter_supported: true,
    });
    expect(metadata['grant_types_supported']).toEqual(expect.arrayContaining(['authorization_code', 'refresh_token']));
    expect(metadata['scopes_supported']).toEqual(expect.arrayContaining([...scopes, 'offline_access']));
    for (const endpointName of ['token_endpoint', 'registration_endpoint', 'revocation_endpoint']) {
      expect(new URL(String(metadata[endpointName])).origin).toBe(baseUrl);
    }
  });
}
