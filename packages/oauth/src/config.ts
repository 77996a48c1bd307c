import { z } from 'zod';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

const Origin = z.string().refine((value) => URL.canParse(value) && new URL(value).origin === value, {
  error: 'must be an origin: scheme, host and port, no path and no trailing slash',
});

/** What every server that signs people in is configured with. `wrangler.toml` has the deployed values, the local runner its own. */
const Variables = z.object({
  BASE_URL: Origin,
  CONFIGURATION: z.string().min(1),
  IDENTITY_ISSUER: z.url(),
  IDENTITY_CLIENT_ID: z.string().min(1),
  IDENTITY_CLIENT_SECRET: z.string().min(1),
  SUBJECT_KEY: z.string().min(32, 'must have at least 32 characters'),
  CIMD: z.enum(['on', 'off']),
  OAUTH_KV: z.custom<KVNamespace>((value) => typeof value === 'object' && value !== null, 'binding is missing'),
  SIGN_IN_LIMIT: z.custom<RateLimit>((value) => typeof value === 'object' && value !== null, 'binding is missing'),
  TOKEN_LIMIT: z.custom<RateLimit>((value) => typeof value === 'object' && value !== null, 'binding is missing'),
});

/** The bindings and variables that sign-in reads. A server's own `Env` extends it. */
export interface SignInEnv {
  /** The server's own origin, the issuer of its tokens; its resource is `${BASE_URL}/mcp`. */
  readonly BASE_URL: string;
  /** Name of the configuration, shown by `/healthz`: `production`, `local`… */
  readonly CONFIGURATION: string;
  /** Issuer of the identity provider, exactly as its discovery document has it. */
  readonly IDENTITY_ISSUER: string;
  /** This server's client id at the identity provider. */
  readonly IDENTITY_CLIENT_ID: string;
  /** This server's client secret at the identity provider. */
  readonly IDENTITY_CLIENT_SECRET: string;
  /** Key of the user ids; never rotated, or every learner becomes a stranger. */
  readonly SUBJECT_KEY: string;
  /** Whether Client ID Metadata Documents are accepted; `off` where the machine may be offline. */
  readonly CIMD: string;
  /** Grants, tokens and clients of this server. */
  readonly OAUTH_KV: KVNamespace;
  /** Limit of sign-ins, registrations and account pages for each address. */
  readonly SIGN_IN_LIMIT: RateLimit;
  /** Limit of token requests for each address; high, since claude.ai and ChatGPT refresh for all their people from a few. */
  readonly TOKEN_LIMIT: RateLimit;
}

/** A configuration that was checked. */
export interface Config {
  readonly baseUrl: string;
  readonly resource: string;
  readonly configuration: string;
  readonly identity: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string };
  readonly subjectKey: string;
  readonly cimd: boolean;
}

/** A variable or binding is missing or malformed; the message names it and never shows its value. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/** Whether a URL's host is this machine. */
export function isLoopback(url: string): boolean {
  return LOOPBACK.has(new URL(url).hostname);
}

/** Reads and checks the configuration. Throws {@link ConfigurationError} that names every wrong variable. */
export function readConfig(env: SignInEnv): Config {
  const parsed = Variables.safeParse(env);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigurationError(faults.join('; '));
  }
  const { BASE_URL, IDENTITY_ISSUER } = parsed.data;
  for (const [name, url] of Object.entries({ BASE_URL, IDENTITY_ISSUER })) {
    if (new URL(url).protocol !== 'https:' && !isLoopback(BASE_URL)) {
      throw new ConfigurationError(`${name}: must be https unless BASE_URL is a loopback address`);
    }
  }
  return {
    baseUrl: BASE_URL,
    resource: `${BASE_URL}/mcp`,
    configuration: parsed.data.CONFIGURATION,
    identity: {
      issuer: IDENTITY_ISSUER,
      clientId: parsed.data.IDENTITY_CLIENT_ID,
      clientSecret: parsed.data.IDENTITY_CLIENT_SECRET,
    },
    subjectKey: parsed.data.SUBJECT_KEY,
    cimd: parsed.data.CIMD === 'on',
  };
}
