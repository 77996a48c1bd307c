/** Somebody with an account at the identity provider. */
export interface Account {
  readonly sub: string;
  readonly email?: string;
  readonly email_verified?: boolean;
}

/** An identity provider without a network: it answers what a server's outbound `fetch` asks. */
export interface IdentityProvider {
  /** Stands in the place of the global `fetch`. */
  readonly fetch: (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>;
  /** The person signs in at the address the browser was sent to; gives the address it is sent back to. */
  signIn(location: string, account: Account): string;
  /** How often the discovery document was asked for. */
  readonly discoveries: () => number;
  /** Whether it answers at all. */
  up: boolean;
  /** What of the ID token is wrong, when anything is. */
  forged: { readonly [claim: string]: unknown };
}

interface Visit {
  readonly account: Account;
  readonly query: URLSearchParams;
}

/** Makes the identity provider of a test. Its ID tokens are right in every claim that is not in `forged`. */
export function identityProvider(issuer: string): IdentityProvider {
  const visits = new Map<string, Visit>();
  let discoveries = 0;
  const provider: IdentityProvider = {
    up: true,
    forged: {},
    discoveries: () => discoveries,
    signIn(location, account) {
      const { searchParams: query } = new URL(location);
      const code = `code-${crypto.randomUUID()}`;
      visits.set(code, { account, query });
      return `${query.get('redirect_uri')}?${new URLSearchParams({ code, state: query.get('state') ?? '', iss: issuer })}`;
    },
    async fetch(input, init) {
      if (!provider.up) throw new TypeError('network connection lost');
      const request = new Request(input, init);
      const { pathname } = new URL(request.url);
      if (pathname.endsWith('/.well-known/openid-configuration')) {
        discoveries += 1;
        return Response.json(discovery(issuer));
      }
      if (pathname === '/token') return exchange(issuer, visits, request, provider.forged);
      if (pathname === '/userinfo') return userInfo(visits, request);
      return new Response(null, { status: 404 });
    },
  };
  return provider;
}

function discovery(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    authorization_response_iss_parameter_supported: true,
  };
}

async function exchange(
  issuer: string,
  visits: ReadonlyMap<string, Visit>,
  request: Request,
  forged: IdentityProvider['forged'],
): Promise<Response> {
  const form = await request.formData();
  const code = String(form.get('code'));
  const visit = visits.get(code);
  const verified =
    visit && (await challengeOf(String(form.get('code_verifier')))) === visit.query.get('code_challenge');
  if (!verified) {
    return Response.json({ error: 'invalid_grant', error_description: `unknown code ${code}` }, { status: 400 });
  }
  const seconds = Math.floor(Date.now() / 1000);
  const claims = {
    iss: issuer,
    sub: visit.account.sub,
    aud: visit.query.get('client_id'),
    iat: seconds,
    exp: seconds + 300,
    nonce: visit.query.get('nonce'),
    ...forged,
  };
  const id_token = [{ alg: 'RS256' }, claims].map((part) => base64Url(JSON.stringify(part))).join('.');
  return Response.json({
    access_token: code,
    token_type: 'Bearer',
    expires_in: 300,
    // Over a direct TLS connection the signature is not what is trusted (OpenID Connect Core, 3.1.3.7).
    id_token: `${id_token}.${base64Url('signature')}`,
  });
}

function userInfo(visits: ReadonlyMap<string, Visit>, request: Request): Response {
  const token = request.headers.get('authorization')?.replace(/^Bearer /, '') ?? '';
  const visit = visits.get(token);
  return visit ? Response.json(visit.account) : new Response(null, { status: 401 });
}

async function challengeOf(verifier: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  return base64Url(String.fromCharCode(...new Uint8Array(digest)));
}

function base64Url(text: string): string {
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
