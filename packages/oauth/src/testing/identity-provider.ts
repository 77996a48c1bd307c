import { base64Url, sha256Base64Url } from '../secret.ts';

/** An account at the identity provider. */
export interface Account {
  readonly sub: string;
  readonly email?: string;
  readonly email_verified?: boolean;
}

/** A new account, so that tests sharing one KV namespace do not share users. */
export function newAccount(name = 'learner'): { readonly sub: string } {
  return { sub: `${name}-${crypto.randomUUID()}` };
}

/** A fake OpenID provider behind a replaced `fetch`. */
export interface IdentityProvider {
  /** Replaces the global `fetch`. */
  readonly fetch: (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>;
  /** Signs in at an authorization URL and returns the callback URL. */
  signIn(location: string, account: Account): string;
  /** How often the discovery document was fetched. */
  readonly discoveries: () => number;
  /** While `false`, every request fails. */
  up: boolean;
  /** Claims that replace those of the ID token. */
  forged: { readonly [claim: string]: unknown };
  /** Fields that replace those of the discovery document. */
  document: { readonly [field: string]: unknown };
  /** How ID tokens are signed: with a published key, with another one under its name, or not at all. */
  signature: 'valid' | 'of another key' | 'none';
}

interface Authorization {
  readonly account: Account;
  readonly query: URLSearchParams;
}

/** Creates an identity provider that issues valid ID tokens, apart from the claims in `forged`. */
export function identityProvider(issuer: string): IdentityProvider {
  const authorizations = new Map<string, Authorization>();
  let discoveries = 0;
  const provider: IdentityProvider = {
    up: true,
    forged: {},
    document: {},
    signature: 'valid',
    discoveries: () => discoveries,
    signIn(location, account) {
      const { searchParams: query } = new URL(location);
      const code = `code-${crypto.randomUUID()}`;
      authorizations.set(code, { account, query });
      return `${query.get('redirect_uri')}?${new URLSearchParams({ code, state: query.get('state') ?? '', iss: issuer })}`;
    },
    async fetch(input, init) {
      if (!provider.up) throw new TypeError('network connection lost');
      const request = new Request(input, init);
      const { pathname } = new URL(request.url);
      if (pathname.endsWith('/.well-known/openid-configuration')) {
        discoveries += 1;
        return Response.json({ ...discovery(issuer), ...provider.document });
      }
      if (pathname === '/jwks') return Response.json({ keys: [await publicKey()] });
      if (pathname === '/token') return exchange(issuer, authorizations, request, provider);
      if (pathname === '/userinfo') return userInfo(authorizations, request);
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
    id_token_signing_alg_values_supported: [ALGORITHM],
    authorization_response_iss_parameter_supported: true,
  };
}

async function exchange(
  issuer: string,
  authorizations: ReadonlyMap<string, Authorization>,
  request: Request,
  { forged, signature }: IdentityProvider,
): Promise<Response> {
  const form = await request.formData();
  const code = String(form.get('code'));
  const authorization = authorizations.get(code);
  const verified =
    authorization &&
    (await sha256Base64Url(String(form.get('code_verifier')))) === authorization.query.get('code_challenge');
  if (!verified) {
    return Response.json({ error: 'invalid_grant', error_description: `unknown code ${code}` }, { status: 400 });
  }
  const seconds = Math.floor(Date.now() / 1000);
  const claims = {
    iss: issuer,
    sub: authorization.account.sub,
    aud: authorization.query.get('client_id'),
    iat: seconds,
    exp: seconds + 300,
    nonce: authorization.query.get('nonce'),
    ...forged,
  };
  const id_token = await sign(claims, signature);
  return Response.json({ access_token: code, token_type: 'Bearer', expires_in: 300, id_token });
}

const ALGORITHM = 'ES256';
const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const newKeys = async () => (await crypto.subtle.generateKey(CURVE, true, ['sign', 'verify'])) as CryptoKeyPair;
let published: Promise<CryptoKeyPair> | undefined;

async function publicKey(): Promise<object> {
  published ??= newKeys();
  const jwk = await crypto.subtle.exportKey('jwk', (await published).publicKey);
  return { ...jwk, alg: ALGORITHM, kid: 'key' };
}

async function sign(claims: object, signature: IdentityProvider['signature']): Promise<string> {
  published ??= newKeys();
  const header = { alg: signature === 'none' ? 'none' : ALGORITHM, kid: 'key' };
  const signed = [header, claims].map((part) => encode(JSON.stringify(part))).join('.');
  if (signature === 'none') return `${signed}.`;
  const { privateKey } = await (signature === 'valid' ? published : newKeys());
  const bytes = new TextEncoder().encode(signed);
  return `${signed}.${base64Url(new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, bytes)))}`;
}

function userInfo(authorizations: ReadonlyMap<string, Authorization>, request: Request): Response {
  const token = request.headers.get('authorization')?.replace(/^Bearer /, '') ?? '';
  const authorization = authorizations.get(token);
  return authorization ? Response.json(authorization.account) : new Response(null, { status: 401 });
}

function encode(text: string): string {
  return base64Url(new TextEncoder().encode(text));
}
