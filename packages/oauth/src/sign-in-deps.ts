import type { OAuthAuthorizationServer } from '@cloudflare/workers-oauth-provider';
import type { Context } from 'hono';
import type { Config, SignInEnv } from './config.ts';
import type { DataRights } from './data-rights.ts';
import type { IdentityClient } from './identity.ts';
import type { LinkedKey } from './linked-key.ts';
import type { Log } from './log.ts';
import type { Localized } from './pages/language.ts';

/** The part of a server's declaration that the sign-in pages need. */
export interface SignInServer {
  /** Name of the server: `dt-mcp`. */
  readonly name: string;
  /** Title shown on the pages. */
  readonly title: Localized;
  /** Every scope with its description, in display order. */
  readonly scopes: { readonly [scope: string]: Localized };
  /** Whether the server requests and keeps a verified e-mail. */
  readonly needsEmail: boolean;
}

/** Dependencies of the page handlers. */
export interface SignInDeps {
  readonly server: SignInServer;
  readonly config: Config;
  readonly authorization: OAuthAuthorizationServer<SignInEnv>;
  readonly identity: IdentityClient;
  readonly log: Log;
  /** Id of the current request, for log lines that another object writes. */
  readonly requestId: () => string | undefined;
  /** The rights of the people of the current request; only at a server that keeps records about them. */
  readonly dataRights: () => DataRights | undefined;
  /** The key of a third party that people may link; only at a server that takes one. */
  readonly linkedKey: () => LinkedKey | undefined;
}

/** Hono context of a page request. */
export type PageContext = Context<{ Bindings: SignInEnv }>;
