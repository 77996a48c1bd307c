import { exportJWK, generateKeyPair, type JWTHeaderParameters, SignJWT } from 'jose';
import type { CorporateEnv } from '../corporate/config.ts';
import { createCorporateVerifier } from '../corporate/index.ts';
import { createTestAuth, requestWithToken } from './auth.ts';

/** Issuer of the tests. */
export const ISSUER = 'https://id.company.example/realms/staff';
/** Audience of this server at the issuer. */
export const AUDIENCE = 'meetings-api';
/** Client whose tokens are accepted. */
export const CLIENT = 'desktop-app';

const CREDENTIALS = { CORPORATE_CLIENT_ID: 'meetings', CORPORATE_CLIENT_SECRET: 'a secret: 1+1' };
const AUTHORIZATION = `Basic ${btoa('meetings:a%20secret%3A%201%2B1')}`;

/** The variables that choose each way of verification. */
export const VARIABLES = {
  oidc: { CORPORATE_TOKENS: 'oidc', CORPORATE_ISSUER: ISSUER, CORPORATE_AUDIENCE: AUDIENCE, CORPORATE_CLIENTS: CLIENT },
  userinfo: {
    CORPORATE_TOKENS: 'userinfo',
    CORPORATE_ISSUER: ISSUER,
    CORPORATE_URL: `${ISSUER}/userinfo`,
    CORPORATE_CLIENTS: `other-app, ${CLIENT}`,
  },
  introspection: {
    CORPORATE_TOKENS: 'introspection',
    CORPORATE_ISSUER: ISSUER,
    CORPORATE_AUDIENCE: AUDIENCE,
    CORPORATE_URL: `${ISSUER}/introspect`,
    ...CREDENTIALS,
  },
} as const satisfies { readonly [kind: string]: CorporateEnv };

/** Seconds since the epoch, from now. */
export const inSeconds = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds;

/** The claims of a valid token. */
export const validClaims = () => ({
  iss: ISSUER,
  aud: [AUDIENCE, 'account'],
  sub: `staff-${crypto.randomUUID()}`,
  azp: CLIENT,
  email: 'anna@company.example',
  email_verified: true,
  exp: inSeconds(300),
  iat: inSeconds(0),
});

/** A company's identity service in memory. */
class CorporateService {
  /** Requests by their last path segment, with the token that was seen. */
  readonly requests: string[] = [];
  readonly tokens: string[] = [];
  /** While it is false, nothing answers. */
  up = true;
  /** What user-info and introspection answer about a token. */
  readonly known = new Map<string, Response | object>();
  #keys = new Map<string, CryptoKeyPair>();

  /** Makes a key, published under an id. */
  async publish(kid: string): Promise<CryptoKeyPair> {
    const pair = await generateKeyPair('ES256', { extractable: true });
    this.#keys.set(kid, pair);
    return pair;
  }

  /** Takes a key out of what is published. */
  retire(kid: string): void {
    this.#keys.delete(kid);
  }

  /** A token, signed with a published key that is made when it is first named. */
  async sign(claims: object, { kid = 'first', ...header }: Partial<JWTHeaderParameters> = {}): Promise<string> {
    const pair = this.#keys.get(String(kid)) ?? (await this.publish(String(kid)));
    return this.signWith(pair.privateKey, claims, { kid, ...header });
  }

  /** A token, signed with any key. */
  signWith(key: CryptoKey | Uint8Array, claims: object, header: Partial<JWTHeaderParameters>): Promise<string> {
    return new SignJWT({ ...claims }).setProtectedHeader({ alg: 'ES256', ...header }).sign(key);
  }

  /** The published keys as they are read: what an attacker may use too. */
  async jwks(): Promise<{ readonly keys: readonly object[] }> {
    const keys = [...this.#keys].map(async ([kid, { publicKey }]) => ({
      ...(await exportJWK(publicKey)),
      kid,
      alg: 'ES256',
    }));
    return { keys: await Promise.all(keys) };
  }

  readonly fetch = async (request: Request): Promise<Response> => {
    if (!this.up) throw new TypeError('network connection lost');
    const step = new URL(request.url).pathname.split('/').at(-1) ?? '';
    this.requests.push(step);
    const authorization = request.headers.get('authorization') ?? '';
    if (step === 'openid-configuration') return Response.json({ issuer: ISSUER, jwks_uri: `${ISSUER}/jwks` });
    if (step === 'jwks') return Response.json(await this.jwks());
    if (step === 'userinfo')
      return this.#about(authorization.replace('Bearer ', ''), () => new Response(null, { status: 401 }));
    if (authorization !== AUTHORIZATION) return new Response(null, { status: 401 });
    const token = String((await request.formData()).get('token'));
    return this.#about(token, () => Response.json({ active: false }));
  };

  #about(token: string, otherwise: () => Response): Response {
    this.tokens.push(token);
    const answer = this.known.get(token);
    if (answer === undefined) return otherwise();
    return answer instanceof Response ? answer.clone() : Response.json(answer);
  }
}

/** A server that accepts corporate tokens in one way, and how it answers to a token. */
export function corporateServer(variables: CorporateEnv, needsEmail = true) {
  const service = new CorporateService();
  const clock = { aheadMs: 0 };
  const server = createTestAuth({
    needsEmail,
    corporateTokens: (_, config) =>
      createCorporateVerifier(variables, config, service.fetch, () => Date.now() + clock.aheadMs),
  });
  const answer = async (token: string) => {
    const result = await server.auth.authenticate(requestWithToken(token));
    return result.ok ? result.value : result.error.status;
  };
  return { ...server, service, clock, answer };
}
