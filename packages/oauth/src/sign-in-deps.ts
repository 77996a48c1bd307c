import type { OAuthAuthorizationServer } from '@cloudflare/workers-oauth-provider';
import type { Context } from 'hono';
import type { Config, SignInEnv } from './config.ts';
import type { Identity } from './identity.ts';
import type { Log } from './log.ts';
import type { Localized } from './pages/language.ts';

/** What a server tells about itself to the person who signs in. */
export interface SignInServer {
  /** Name of the server: `dt-mcp`. */
  readonly name: string;
  /** Title in plain words, shown on the pages. */
  readonly title: Localized;
  /** Every scope of the server with its meaning in plain words, in the order shown. */
  readonly scopes: { readonly [scope: string]: Localized };
  /** Whether the server needs a verified e-mail; only then is it asked for and kept. */
  readonly needsEmail: boolean;
}

/** What the pages of a server work with. */
export interface SignInDeps {
  readonly server: SignInServer;
  readonly config: Config;
  readonly authorization: OAuthAuthorizationServer<SignInEnv>;
  readonly identity: Identity;
  readonly log: Log;
}

/** One request to a page. */
export type PageContext = Context<{ Bindings: SignInEnv }>;
