import * as z from 'zod';
import { type Config, ConfigurationError, isLoopback } from '../config.ts';

/** Variables that let in people by tokens of their company's identity service. Without `CORPORATE_TOKENS` no one is. */
export interface CorporateEnv {
  /** How such a token is verified: `oidc`, `userinfo` or `introspection`. */
  readonly CORPORATE_TOKENS?: string;
  /** Issuer of the tokens. */
  readonly CORPORATE_ISSUER?: string;
  /** Audience that a token must have; this server's resource when absent. Not with `userinfo`, which tells none. */
  readonly CORPORATE_AUDIENCE?: string;
  /** Clients whose tokens are accepted, separated by commas. Required with `userinfo`: nothing else says whom a token is for. */
  readonly CORPORATE_CLIENTS?: string;
  /** Address of the user-info or introspection endpoint. */
  readonly CORPORATE_URL?: string;
  /** Credentials at the introspection endpoint; the second is a secret. */
  readonly CORPORATE_CLIENT_ID?: string;
  readonly CORPORATE_CLIENT_SECRET?: string;
}

/** What every verifier knows of the tokens. */
export interface CommonRules {
  readonly issuer: string;
  /** Null: any client. */
  readonly clients: ReadonlySet<string> | null;
  /** Whether addresses of the service may be plain http: only where this server is on a loopback address. */
  readonly allowHttp: boolean;
}

/** The checked configuration of one verifier. */
export type CorporateConfig =
  | (CommonRules & { readonly kind: 'oidc'; readonly audience: string })
  | (CommonRules & { readonly kind: 'userinfo'; readonly url: string; readonly clients: ReadonlySet<string> })
  | (CommonRules & {
      readonly kind: 'introspection';
      readonly audience: string;
      readonly url: string;
      readonly clientId: string;
      readonly clientSecret: string;
    });

const Text = z.string().min(1);
/** An empty name, of a comma too many, would stand for every token that names no client. */
const clientsOf = (text: string) => text.split(',').flatMap((client) => client.trim() || []);
const Clients = Text.transform((text) => new Set(clientsOf(text)));

const Variables = z.discriminatedUnion('CORPORATE_TOKENS', [
  z.object({
    CORPORATE_TOKENS: z.literal('oidc'),
    CORPORATE_ISSUER: z.url(),
    CORPORATE_AUDIENCE: Text.optional(),
    CORPORATE_CLIENTS: Clients.optional(),
  }),
  z.object({
    CORPORATE_TOKENS: z.literal('userinfo'),
    CORPORATE_ISSUER: z.url(),
    CORPORATE_URL: z.url(),
    CORPORATE_CLIENTS: Clients,
  }),
  z.object({
    CORPORATE_TOKENS: z.literal('introspection'),
    CORPORATE_ISSUER: z.url(),
    CORPORATE_AUDIENCE: Text.optional(),
    CORPORATE_CLIENTS: Clients.optional(),
    CORPORATE_URL: z.url(),
    CORPORATE_CLIENT_ID: Text,
    CORPORATE_CLIENT_SECRET: Text,
  }),
]);

/** Reads the configuration; null when no corporate tokens are accepted. Throws `ConfigurationError` that names each wrong variable. */
export function corporateConfig(env: CorporateEnv, { baseUrl, resource }: Config): CorporateConfig | null {
  // A configuration file names a variable that is not used with an empty text.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  if (given['CORPORATE_TOKENS'] === undefined) return null;
  const parsed = Variables.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new ConfigurationError(problems.join('; '));
  }
  const { data } = parsed;
  const allowHttp = isLoopback(baseUrl);
  for (const name of ['CORPORATE_ISSUER', 'CORPORATE_URL'] as const) {
    const url = name in data ? data[name as 'CORPORATE_ISSUER'] : null;
    if (url !== null && !allowHttp && new URL(url).protocol !== 'https:') {
      throw new ConfigurationError(`${name}: must be https unless BASE_URL is a loopback address`);
    }
  }
  const issuer = data.CORPORATE_ISSUER;
  if (data.CORPORATE_TOKENS === 'userinfo') {
    return { kind: 'userinfo', issuer, clients: data.CORPORATE_CLIENTS, allowHttp, url: data.CORPORATE_URL };
  }
  const clients = data.CORPORATE_CLIENTS ?? null;
  const audience = data.CORPORATE_AUDIENCE ?? resource;
  if (data.CORPORATE_TOKENS === 'oidc') return { kind: 'oidc', issuer, clients, allowHttp, audience };
  const { CORPORATE_URL: url, CORPORATE_CLIENT_ID: clientId, CORPORATE_CLIENT_SECRET: clientSecret } = data;
  return { kind: 'introspection', issuer, clients, allowHttp, audience, url, clientId, clientSecret };
}
