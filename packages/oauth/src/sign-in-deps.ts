import type { OAuthAuthorizationServer } from '@cloudflare/workers-oauth-provider';
import type { Context } from 'hono';
import type { Activity } from './activity/activity.ts';
import type { Config, SignInEnv } from './config.ts';
import type { DataRights, RenderPersonPage } from './data-rights.ts';
import type { IdentityClient } from './identity.ts';
import type { Log } from './log.ts';
import type { Localized } from './pages/language.ts';
import type { KnownPerson } from './principal.ts';
import type { ThirdPartyLink } from './third-party-link.ts';

/** Scopes that are shown under one heading. */
export interface ScopeGroup {
  readonly title: Localized;
  readonly scopes: readonly string[];
}

/** The part of a server's declaration that the sign-in pages need. */
export interface SignInServer {
  /** Name of the server: `dt-mcp`. */
  readonly name: string;
  /** Title shown on the pages. */
  readonly title: Localized;
  /** Every scope with its description, in display order. */
  readonly scopes: { readonly [scope: string]: Localized };
  /** How the consent page groups the scopes, each in one group. Default: one group of all. */
  readonly scopeGroups?: readonly ScopeGroup[];
  /** See `TokenServer`. */
  readonly tokenPrefix?: string;
  /** Whether the server requests and keeps a verified e-mail. */
  readonly needsEmail: boolean;
  /** What a call did, by its kind and name: `tool dt.get_goals`. In Russian, or as the declaration has it. */
  readonly callTitles?: ReadonlyMap<string, string>;
  /** The titles of the servers that it mounts and that keep the calls to them, by their names. Default: it mounts none. */
  readonly mountedTitles?: { readonly [server: string]: Localized };
  /** What an erasure here leaves, where the records are kept by other servers. Default: it keeps no records at all. */
  readonly recordsElsewhere?: Localized;
  /** Pages of the person who is signed in, beside the account page. Default: none. */
  readonly personPages?: readonly { readonly path: string }[];
}

/** Dependencies of the page handlers. */
export interface SignInDeps {
  readonly server: SignInServer;
  readonly config: Config;
  readonly authorization: OAuthAuthorizationServer<SignInEnv>;
  readonly identity: IdentityClient;
  readonly activity: Activity;
  /** See `Auth`. */
  readonly revokeAllAccess: (person: KnownPerson) => Promise<void>;
  readonly log: Log;
  /** Id of the current request, for log lines that another object writes. */
  readonly requestId: () => string | undefined;
  /** The rights of the people of the current request; only at a server that keeps records about them. */
  readonly dataRights: () => DataRights | undefined;
  /** The page of a person that the current request asks for. */
  readonly personPage: () => RenderPersonPage | undefined;
  /** What people may link; only at a server that reads a third party with their rights. */
  readonly thirdPartyLink: () => ThirdPartyLink | undefined;
}

/** Hono context of a page request. */
export type PageContext = Context<{ Bindings: SignInEnv }>;
