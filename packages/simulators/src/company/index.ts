import { exportJWK, generateKeyPair, type JWTPayload, jwtVerify, SignJWT } from 'jose';

/** A company's identity service to simulate. */
export interface CompanyOptions {
  /** Where it is reached: an origin, and the issuer of its tokens. */
  readonly issuer: string;
  /** Audience of its tokens, unless another is asked for. */
  readonly audience: string;
  /** Client that its tokens are for, unless another is asked for. */
  readonly client: string;
  /** Credentials at the introspection endpoint. */
  readonly introspection: { readonly clientId: string; readonly clientSecret: string };
}

/** How a token differs from a usual one. */
export interface TokenChange {
  readonly audience?: string;
  readonly client?: string;
  /** Lifetime in seconds; negative is past. Default: an hour. */
  readonly seconds?: number;
  readonly emailVerified?: boolean;
  /** Whether it names an e-mail at all; default: yes. */
  readonly email?: boolean;
  /** Issuer that the token names; the service signs it whatever it is. */
  readonly issuer?: string;
  /** Seconds until it begins to be valid. Default: at once. */
  readonly startsIn?: number;
}

/** A simulated identity service: published keys, user-info and introspection, and tokens without a password. */
export interface Company {
  /** Answers a request. `GET /token?login=` gives a token; `audience`, `client` and `seconds` change it. */
  fetch(request: Request): Promise<Response>;
  /** A signed token of a person. */
  token(login: string, change?: TokenChange): Promise<string>;
  /** Ends a token before its time; only who asks the service notices. */
  revoke(token: string): void;
  /** Signs with a new key from now on and publishes no other. */
  rotateKeys(): Promise<void>;
}

const ALGORITHM = 'RS256';
const HOUR_SECONDS = 3_600;
const LOGIN = /^[a-z0-9_]{1,32}$/;

/** Makes a simulated identity service. It runs in Node and in workerd alike. */
export async function createCompany(options: CompanyOptions): Promise<Company> {
  const company = new SimulatedCompany(options);
  await company.rotateKeys();
  return company;
}

class SimulatedCompany implements Company {
  readonly #options: CompanyOptions;
  readonly #revoked = new Set<string>();
  #pair: { readonly kid: string; readonly privateKey: CryptoKey; readonly publicKey: CryptoKey } | null = null;
  #rotations = 0;

  constructor(options: CompanyOptions) {
    this.#options = options;
  }

  async rotateKeys(): Promise<void> {
    this.#rotations += 1;
    const { privateKey, publicKey } = await generateKeyPair(ALGORITHM, { extractable: true });
    this.#pair = { kid: `key-${this.#rotations}`, privateKey, publicKey };
  }

  revoke(token: string): void {
    this.#revoked.add(token);
  }

  async token(login: string, change: TokenChange = {}) {
    const { seconds = HOUR_SECONDS, email = true, emailVerified = true, startsIn = 0 } = change;
    const now = Math.floor(Date.now() / 1_000);
    const claims = {
      azp: change.client ?? this.#options.client,
      preferred_username: login,
      ...(email && { email: `${login}@example.test`, email_verified: emailVerified }),
      scope: 'openid email',
    };
    const { kid, privateKey } = this.#keys();
    return new SignJWT(claims)
      .setProtectedHeader({ alg: ALGORITHM, kid, typ: 'JWT' })
      .setIssuer(change.issuer ?? this.#options.issuer)
      .setAudience(change.audience ?? this.#options.audience)
      .setSubject(`employee-${login}`)
      .setIssuedAt(now)
      .setNotBefore(now + startsIn)
      .setExpirationTime(now + seconds)
      .sign(privateKey);
  }

  async fetch(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    switch (`${request.method} ${pathname}`) {
      case 'GET /.well-known/openid-configuration':
        return Response.json(this.#discovery());
      case 'GET /jwks':
        return Response.json(await this.#jwks());
      case 'GET /userinfo':
        return this.#userInfo(request);
      case 'POST /introspect':
        return this.#introspect(request);
      case 'GET /token':
        return this.#mint(searchParams);
      default:
        return new Response(null, { status: 404 });
    }
  }

  #discovery(): object {
    const { issuer } = this.#options;
    return {
      issuer,
      jwks_uri: `${issuer}/jwks`,
      userinfo_endpoint: `${issuer}/userinfo`,
      introspection_endpoint: `${issuer}/introspect`,
      id_token_signing_alg_values_supported: [ALGORITHM],
    };
  }

  async #jwks(): Promise<object> {
    const { kid, publicKey } = this.#keys();
    return { keys: [{ ...(await exportJWK(publicKey)), kid, alg: ALGORITHM, use: 'sig' }] };
  }

  async #userInfo(request: Request): Promise<Response> {
    const token = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1] ?? '';
    const claims = await this.#claimsOf(token);
    if (!claims)
      return new Response(null, { status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } });
    const { sub, preferred_username, email, email_verified } = claims;
    return Response.json({ sub, preferred_username, email, email_verified });
  }

  async #introspect(request: Request): Promise<Response> {
    const { clientId, clientSecret } = this.#options.introspection;
    const expected = `Basic ${btoa([clientId, clientSecret].map(encodeURIComponent).join(':'))}`;
    if (request.headers.get('authorization') !== expected) return new Response(null, { status: 401 });
    const form = new URLSearchParams(await request.text());
    const claims = await this.#claimsOf(form.get('token') ?? '');
    return Response.json(claims ? { active: true, client_id: claims['azp'], ...claims } : { active: false });
  }

  async #mint(query: URLSearchParams): Promise<Response> {
    const login = query.get('login') ?? '';
    if (!LOGIN.test(login)) return new Response('login: 1 to 32 of a-z, 0-9 and _', { status: 400 });
    const [audience, client, seconds] = [query.get('audience'), query.get('client'), query.get('seconds')];
    const change = {
      ...(audience !== null && { audience }),
      ...(client !== null && { client }),
      ...(seconds !== null && { seconds: Number(seconds) }),
    };
    return new Response(await this.token(login, change), { headers: { 'cache-control': 'no-store' } });
  }

  /** The claims of a token that is signed by the current key, has not expired and was not revoked. */
  async #claimsOf(token: string): Promise<JWTPayload | null> {
    if (this.#revoked.has(token)) return null;
    const verified = await jwtVerify(token, this.#keys().publicKey).catch(() => null);
    return verified?.payload ?? null;
  }

  #keys() {
    if (!this.#pair) throw new Error('there is no key yet');
    return this.#pair;
  }
}
