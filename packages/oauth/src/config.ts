import * as z from 'zod';
import type { ActivityNamespace } from './activity/activity-entry.ts';

const LOOPBACK_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);

const Origin = z.string().refine((value) => URL.canParse(value) && new URL(value).origin === value, {
  error: 'must be an origin: scheme, host and port, no path and no trailing slash',
});

/** Checks the variables and bindings; deployed values are in `wrangler.toml`, local ones come from the fleet runner. */
const Variables = z.object({
  BASE_URL: Origin,
  PORTAL_URL: Origin,
  CONFIGURATION: z.string().min(1),
  IDENTITY_ISSUER: z.url(),
  IDENTITY_CLIENT_ID: z.string().min(1),
  IDENTITY_CLIENT_SECRET: z.string().min(1),
  SUBJECT_KEY: z.string().min(32, 'must have at least 32 characters'),
  CIMD: z.enum(['on', 'off']),
  GRANT: z.custom<SignInEnv['GRANT']>((value) => typeof value === 'object' && value !== null, 'binding is missing'),
  ACTIVITY: z.custom<ActivityNamespace>((value) => typeof value === 'object' && value !== null, 'binding is missing'),
  OAUTH_KV: z.custom<KVNamespace>((value) => typeof value === 'object' && value !== null, 'binding is missing'),
  SIGN_IN_LIMIT: z.custom<RateLimit>((value) => typeof value === 'object' && value !== null, 'binding is missing'),
  TOKEN_LIMIT: z.custom<RateLimit>((value) => typeof value === 'object' && value !== null, 'binding is missing'),
});

/** The Durable Object namespace of `GrantObject`, as far as sign-in uses it. */
export interface GrantNamespace {
  idFromName(name: string): DurableObjectId;
  get(id: DurableObjectId): {
    fetch(request: Request): Promise<Response>;
    revoke(): Promise<void>;
    isRevoked(): Promise<boolean>;
  };
}

/** Bindings and variables of sign-in. The `Env` of each server extends it. */
export interface SignInEnv {
  /** Origin of the server and issuer of its tokens; its resource is `${BASE_URL}/mcp`. */
  readonly BASE_URL: string;
  /** Origin of the portal, where /privacy and /terms are. */
  readonly PORTAL_URL: string;
  /** Name of the configuration, shown by `/healthz`: `production`, `local`… */
  readonly CONFIGURATION: string;
  /** Issuer of the identity provider, exactly as in its discovery document. */
  readonly IDENTITY_ISSUER: string;
  /** Client id at the identity provider. */
  readonly IDENTITY_CLIENT_ID: string;
  /** Client secret at the identity provider. */
  readonly IDENTITY_CLIENT_SECRET: string;
  /** HMAC key of the pairwise user ids. Never rotated: with another key no user finds their records. */
  readonly SUBJECT_KEY: string;
  /** `on` accepts Client ID Metadata Documents, which the server fetches; `off` where it may be offline. */
  readonly CIMD: string;
  /** One object per grant, through which its code and refresh tokens are spent. */
  readonly GRANT: GrantNamespace;
  /** One object per person, with their calls of the last months. */
  readonly ACTIVITY: ActivityNamespace;
  /** Clients, grants, tokens and sessions of this server. */
  readonly OAUTH_KV: KVNamespace;
  /** Rate limit per client address: sign-in, registration and account pages. */
  readonly SIGN_IN_LIMIT: RateLimit;
  /** Rate limit per client address: the token endpoint. High, since hosted clients refresh for all their users from few addresses. */
  readonly TOKEN_LIMIT: RateLimit;
}

/** The validated configuration. */
export interface Config {
  readonly baseUrl: string;
  readonly resource: string;
  /** Origin of the portal. */
  readonly portalUrl: string;
  /** Issuer of the server's tokens. Its path, if any, keeps its metadata from where clients look by themselves. */
  readonly issuer: string;
  /** Address of the protected resource metadata (RFC 9728). */
  readonly resourceMetadata: string;
  readonly configuration: string;
  readonly identity: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string };
  readonly subjectKey: string;
  /** Subject keys of the servers that this one mounts, by the names of those; empty where it mounts none. */
  readonly mountedKeys: { readonly [server: string]: string };
  /** The objects with the calls of people at these servers, by the names of those. */
  readonly mountedCalls: { readonly [server: string]: ActivityNamespace };
  readonly cimd: boolean;
}

/** A variable or binding is missing or malformed; the message names it and never shows its value. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/** Whether the host of a URL is this machine. */
export function isLoopback(url: string): boolean {
  return LOOPBACK_HOSTS.has(new URL(url).hostname);
}

/** How the configuration of a server is read. */
export interface ConfigOptions {
  /** Whether only a challenge names the metadata. Default: false. */
  readonly signInOptional?: boolean;
  /** The variables with the subject keys of the servers that it mounts, by the names of those. Default: it mounts none. */
  readonly mountedKeys?: { readonly [server: string]: string };
  /** The bindings with the calls of people at these servers, by the names of those. Default: it mounts none. */
  readonly mountedCalls?: { readonly [server: string]: string };
}

/** Reads and validates the configuration. Throws a {@link ConfigurationError} that names every invalid variable. */
export function readConfig(
  env: SignInEnv,
  { signInOptional = false, mountedKeys = {}, mountedCalls = {} }: ConfigOptions = {},
): Config {
  const parsed = Variables.safeParse(env);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigurationError(problems.join('; '));
  }
  const { BASE_URL, IDENTITY_ISSUER, PORTAL_URL } = parsed.data;
  for (const [name, url] of Object.entries({ BASE_URL, IDENTITY_ISSUER, PORTAL_URL })) {
    if (new URL(url).protocol !== 'https:' && !isLoopback(BASE_URL)) {
      throw new ConfigurationError(`${name}: must be https unless BASE_URL is a loopback address`);
    }
  }
  return {
    baseUrl: BASE_URL,
    resource: `${BASE_URL}/mcp`,
    portalUrl: PORTAL_URL,
    issuer: signInOptional ? `${BASE_URL}/sign-in` : BASE_URL,
    resourceMetadata: `${BASE_URL}/.well-known/oauth-protected-resource${signInOptional ? '/sign-in' : '/mcp'}`,
    configuration: parsed.data.CONFIGURATION,
    identity: {
      issuer: IDENTITY_ISSUER,
      clientId: parsed.data.IDENTITY_CLIENT_ID,
      clientSecret: parsed.data.IDENTITY_CLIENT_SECRET,
    },
    subjectKey: parsed.data.SUBJECT_KEY,
    mountedKeys: readMountedKeys(env, mountedKeys),
    mountedCalls: readMountedCalls(env, mountedCalls),
    cimd: parsed.data.CIMD === 'on',
  };
}

/** With one key for two servers a person would have one id at both, and their records could be correlated. */
function readMountedKeys(env: SignInEnv, variables: NonNullable<ConfigOptions['mountedKeys']>): Config['mountedKeys'] {
  const { SUBJECT_KEY: shape } = Variables.shape;
  const keys = Object.entries(variables).map(([server, variable]) => {
    const key = shape.safeParse(Object(env)[variable]);
    if (!key.success) throw new ConfigurationError(`${variable}: ${key.error.issues[0]?.message}`);
    return [server, key.data] as const;
  });
  const all = [env.SUBJECT_KEY, ...keys.map(([, key]) => key)];
  if (new Set(all).size < all.length) throw new ConfigurationError('SUBJECT_KEY: every server needs a key of its own');
  return Object.fromEntries(keys);
}

function readMountedCalls(
  env: SignInEnv,
  bindings: NonNullable<ConfigOptions['mountedCalls']>,
): Config['mountedCalls'] {
  const { ACTIVITY: shape } = Variables.shape;
  const namespaces = Object.entries(bindings).map(([server, binding]) => {
    const namespace = shape.safeParse(Object(env)[binding]);
    if (!namespace.success) throw new ConfigurationError(`${binding}: ${namespace.error.issues[0]?.message}`);
    return [server, namespace.data] as const;
  });
  return Object.fromEntries(namespaces);
}
