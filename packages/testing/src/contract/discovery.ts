import { expect, test } from 'vitest';
import type { Subject } from './subject.ts';

/** Where the sign-in of a server is found: at the usual addresses, or only by a challenge if nothing needs it. */
function placeOf({ server, baseUrl }: Pick<Subject, 'server' | 'baseUrl'>) {
  const needed = [...server.tools, ...server.resources, ...server.routes].some(
    ({ operation }) => operation.scope !== null,
  );
  const wellKnown = `${baseUrl}/.well-known`;
  return {
    needed,
    resourceMetadata: `${wellKnown}/oauth-protected-resource${needed ? '/mcp' : '/sign-in'}`,
    serverMetadata: `${wellKnown}/oauth-authorization-server${needed ? '' : '/sign-in'}`,
    issuer: `${baseUrl}${needed ? '' : '/sign-in'}`,
  };
}

/** A client that knows only the URL of the server finds everything else, and all of it at the same origin. */
export function discoveryContract(subject: Subject): void {
  theResourceIsFound(subject);
  everySpellingIsTheResource(subject);
  theAuthorizationServerIsFound(subject);
  nobodySignsInForNothing(subject);
}

/** Codex signs a person in wherever it finds metadata, even if every tool is open. */
function nobodySignsInForNothing(subject: Subject): void {
  const GUESSES = [
    ...['/oauth-protected-resource/mcp', '/oauth-protected-resource', '/oauth-authorization-server'],
    ...['/oauth-authorization-server/mcp', '/openid-configuration', '/openid-configuration/mcp'],
  ].map((path) => `/.well-known${path}`);
  const BELOW = ['/mcp/.well-known/oauth-protected-resource', '/mcp/.well-known/openid-configuration'];

  test('metadata are where clients look by themselves if and only if something needs a sign-in', async () => {
    const statusOf = async (path: string) => (await subject.fetch(new Request(`${subject.baseUrl}${path}`))).status;
    const { needed } = placeOf(subject);
    expect((await Promise.all(GUESSES.map(statusOf))).includes(200)).toBe(needed);
    expect(await Promise.all(BELOW.map(statusOf))).toEqual([404, 404]);
  });
}

function theResourceIsFound(subject: Subject): void {
  const { server, endpoint, fetch, scopes, send } = subject;
  const { resourceMetadata, issuer } = placeOf(subject);
  test('the 401 names the protected resource metadata, which names this resource and its one authorization server', async () => {
    const refused = await send({ method: 'tools/list', token: 'nobody:knows:this' });
    expect(refused.status).toBe(401);
    const [, url = ''] = /resource_metadata="([^"]+)"/.exec(refused.headers.get('www-authenticate') ?? '') ?? [];
    expect(url).toBe(resourceMetadata);
    const metadata = await (await fetch(new Request(url))).json();
    expect(metadata).toEqual({
      resource: endpoint,
      authorization_servers: [issuer],
      scopes_supported: scopes,
      bearer_methods_supported: ['header'],
      resource_name: server.title.en,
    });
  });
}

function everySpellingIsTheResource(subject: Subject): void {
  const { endpoint, fetch } = subject;
  const { resourceMetadata, issuer } = placeOf(subject);
  test.each(['', '/', '?', '?client=x', '/?a=1&b=2', '/?tools=a%2Cb', '/?a="b"'])(
    'the endpoint spelled /mcp%s is named in its challenge and in its metadata as it was asked for',
    async (spelling) => {
      const asked = `${endpoint}${spelling}`;
      const refused = await fetch(
        new Request(asked, { method: 'POST', headers: { authorization: 'Bearer no:one:s' } }),
      );
      expect(refused.status).toBe(401);
      const [, url = ''] = /resource_metadata="([^"]+)"/.exec(refused.headers.get('www-authenticate') ?? '') ?? [];
      const address = new Request(asked).url;
      expect(url).toBe(`${resourceMetadata}${address.slice(endpoint.length)}`);
      const metadata = await (await fetch(new Request(url))).json();
      expect(metadata).toMatchObject({ resource: address, authorization_servers: [issuer] });
    },
  );

  test.each(['/more', '//', '/../mcp2', '#x', '/?a=\\\\', `?${'x'.repeat(2000)}`])(
    'no other address is put into a challenge: /mcp%s',
    async (spelling) => {
      const refused = await fetch(
        new Request(`${endpoint}${spelling}`, { method: 'POST', headers: { authorization: 'Bearer no:one:s' } }),
      );
      const [, url] = /resource_metadata="([^"]+)"/.exec(refused.headers.get('www-authenticate') ?? '') ?? [];
      expect([undefined, resourceMetadata]).toContain(url);
    },
  );
}

function theAuthorizationServerIsFound(subject: Subject): void {
  const { baseUrl, fetch, scopes } = subject;
  const { serverMetadata, issuer } = placeOf(subject);
  test('the authorization server is the server itself: PKCE S256, registration, refresh, issuer in every answer', async () => {
    const response = await fetch(new Request(serverMetadata));
    expect(response.status).toBe(200);
    const metadata = await response.json<Record<string, unknown>>();
    expect(metadata).toMatchObject({
      issuer,
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
