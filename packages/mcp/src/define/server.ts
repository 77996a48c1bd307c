import type { Config, Localized, Principal, ScopeGroup, ThirdPartyLink } from '@aisystant/oauth';
import type { CorporateVerifier } from '@aisystant/oauth/corporate';
import type { CallContext } from './call-context.ts';
import type { DataObject } from './data-object.ts';
import type { Dependency } from './dependency.ts';
import type { Download } from './download.ts';
import type { Drawing } from './icon.ts';
import { type Operation, SIGNED_IN } from './operation.ts';
import type { OwnData } from './own-data.ts';
import type { Page } from './page.ts';
import type { PageFolder } from './page-folder.ts';
import type { PersonPage } from './person-page.ts';
import type { Prompt } from './prompt.ts';
import { hintsFault } from './render-hints.ts';
import type { Resource } from './resource.ts';
import { pathVariables, type Rest } from './rest.ts';
import type { Route } from './route.ts';
import type { Skill } from './skill.ts';
import type { Tool } from './tool.ts';

/** What the services of a call are made from. */
export interface ServiceContext<Env> {
  readonly env: Env;
  /** The caller; `null` where an open operation is called without a token. */
  readonly user: Principal | null;
  /** What is called: an object that holds personal data checks the consent to it again. */
  readonly operation: Operation;
  /** Ends all access the caller ever granted at this server: connected apps, personal tokens, sessions. */
  revokeAllAccess(): Promise<void>;
}

/** One kind of data that a server keeps about a person, in the words of the privacy page. */
export interface KeptData {
  /** Table of the store that holds it. */
  readonly table: string;
  readonly ru: string;
  readonly en: string;
  /** Whether it remains after the person deletes their data. Default: false. */
  readonly remains?: true;
}

/** The declaration of a server: a value that knows no Worker. */
export interface ServerDefinition<Env, Services> {
  /** Name of the Worker and of the MCP server: `dt-mcp`. */
  readonly name: string;
  /** Version of the whole server, shown to clients. */
  readonly version: string;
  /** Date of the last change of any contract, `YYYY-MM-DD`. */
  readonly updated: string;
  readonly title: Localized;
  /** What its icon shows. Default: the sign of the school. */
  readonly icon?: Drawing;
  /** The team that answers for it. */
  readonly owner: string;
  /** What a model reads about the server first; the first 512 characters carry the main point. */
  readonly instructions: string;
  /** Further members of the result of `initialize` and `server/discover`, for clients that know them. Default: none. */
  readonly initializeMembers?: { readonly [name: string]: unknown };
  /** Every scope with its meaning in plain words for the consent page. */
  readonly scopes: { readonly [scope: string]: Localized };
  /** How the consent page groups the scopes, each in one group. Default: one group of all. */
  readonly scopeGroups?: readonly ScopeGroup[];
  /** Whether a verified e-mail is requested and kept. */
  readonly needsEmail: boolean;
  /** What it keeps about a person besides the sign-in: the privacy page, the export and the erasure follow it. Default: nothing. */
  readonly keeps?: readonly KeptData[];
  /**
   * What the privacy page says of data that are a copy of another system, where a person has them changed or erased. Default: the
   * server has none.
   */
  readonly copies?: Localized;
  /** What an erasure on the account page leaves, where other servers keep the records. Default: there are none. */
  readonly recordsElsewhere?: Localized;
  /** The copy and the erasure that the account page offers; required of a server that keeps data. */
  readonly ownData?: OwnData<Services>;
  readonly tools: readonly Tool<Services>[];
  /**
   * Documented ids of the tools that `tools/list` shows for `?tools=<name>`; the first set is the default. `full` always
   * shows all, and every tool can be called whatever is listed. Default: all are listed.
   */
  readonly toolsets?: { readonly [name: string]: readonly string[] };
  readonly resources: readonly Resource<Services>[];
  readonly prompts: readonly Prompt<Services>[];
  /** Instructions for whole scenarios, which a person approves in their host; they need no scope. Default: none. */
  readonly skills?: readonly Skill[];
  readonly routes: readonly Route<Services>[];
  /**
   * Whether programs that are not MCP clients reach its tools and resources by plain HTTP too: `GET /mcp/index`, `POST
   * /mcp/tool/call`, `POST /mcp/resource/query`, `GET /mcp/health`. Default: no.
   */
  readonly plainHttp?: true;
  /** A REST interface with addresses of its own, for programs that are not MCP clients. Default: none. */
  readonly rest?: Rest<Services>;
  /** Prefix of the personal tokens: small letters, digits and `_`. Default: `aisy_dt_` for dt-mcp. */
  readonly tokenPrefix?: string;
  /** Public pages beside the front page, which links to them. Default: none. */
  readonly pages?: readonly Page[];
  /** Public pages that are made when they are asked for. Default: none. */
  readonly pageFolder?: PageFolder<Services>;
  /** Pages of the person who is signed in with a browser; the front page links to them. Default: none. */
  readonly personPages?: readonly PersonPage<Services>[];
  /** Files behind one-use links. Default: none. */
  readonly downloads?: readonly Download<Env>[];
  /**
   * Throws `ConfigurationError` for variables of its own that are missing or malformed: then the server answers nothing at all.
   * Default: it has none.
   */
  checkEnv?(env: Env): void;
  /**
   * The third parties without which it cannot answer, and its copies of their data: `GET /mcp/dependencies` tells those who signed in
   * how they are, and the doctor reports it. Default: none.
   */
  dependencies?(env: Env): readonly Dependency[];
  /** What people link on the account page, so that a third party is read with their rights; undefined where the configuration allows none. Default: none. */
  thirdPartyLink?(env: Env): ThirdPartyLink | undefined;
  /** The variables with the subject keys of the servers that it mounts, by the names of those; see `mountServers`. Default: it mounts none. */
  readonly mountedKeys?: { readonly [server: string]: string };
  /** The bindings with the calls of people at these servers, by their names. Default: it mounts none. */
  readonly mountedCalls?: { readonly [server: string]: string };
  /** The titles of these servers, by their names. Default: it mounts none. */
  readonly mountedTitles?: { readonly [server: string]: Localized };
  /** The mounted server that an operation belongs to. Default: it mounts none. */
  homeOf?(operation: Operation): string | undefined;
  /** The caller as an operation sees them; null where it has no sign-in. Default: as they signed in. */
  callerFor?(operation: Operation, user: Principal): Principal | null;
  /** Verifies tokens of a company's own identity service beside those of the sign-in. Default: none are accepted. */
  corporateTokens?(env: object, config: Config): CorporateVerifier | null;
  /** Makes what the handlers of one request work with, bound to the caller. A server whose operations run in a data object has none. */
  services?(context: ServiceContext<Env>): Services;
  /** The object that runs an operation beside the caller's data; null runs it in the Worker. Default: in the Worker. */
  dataObject?(operation: Operation, user: Principal, env: Env): DataObject | null;
  /**
   * Refuses, with `ToolError` `CONSENT_REQUIRED`, what the person has withdrawn from the calling client. The kit calls it
   * before the handler of every scoped operation. Default: nothing can be withdrawn.
   */
  requireConsent?(operation: Operation, context: CallContext<Services>): Promise<void>;
}

const TOOL_NAME = /^[a-z][a-zA-Z0-9_]{2,39}$/;

/** Returns a declaration after checking what types cannot. Throws `TypeError` at load: a wrong server never starts. */
export function defineServer<Env, Services>(server: ServerDefinition<Env, Services>): ServerDefinition<Env, Services> {
  const names = [...server.tools.map(({ name }) => name), ...server.resources.map(({ name }) => name)];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) throw new TypeError(`${server.name}: the name ${twice} is used twice`);
  for (const { name, facts } of server.tools) {
    if (!TOOL_NAME.test(name)) throw new TypeError(`${facts.id}: the wire name ${name} does not match ${TOOL_NAME}`);
  }
  for (const [set, ids] of Object.entries(server.toolsets ?? {})) {
    const unknown = ids.find((id) => !server.tools.some(({ facts }) => facts.id === id));
    if (unknown) throw new TypeError(`${server.name}: the toolset ${set} names ${unknown}, which does not exist`);
  }
  checkHints(server);
  checkOwnData(server);
  checkRest(server);
  const scoped = [...server.tools, ...server.routes, ...server.prompts, ...(server.rest?.routes ?? [])].map(
    ({ facts }) => facts.scope ?? null,
  );
  for (const scope of [...scoped, ...server.resources.map((resource) => resource.scope)]) {
    if (scope !== null && scope !== SIGNED_IN && !Object.hasOwn(server.scopes, scope)) {
      throw new TypeError(`${server.name}: the scope ${scope} is not declared`);
    }
  }
  return server;
}

/** Two routes of one address would hide each other, and of two variables with one name one could not be read. */
function checkRest<Env, Services>({ name, rest, tokenPrefix }: ServerDefinition<Env, Services>): void {
  if (tokenPrefix !== undefined && !/^[a-z][a-z0-9_]{1,18}_$/.test(tokenPrefix)) {
    throw new TypeError(`${name}: ${tokenPrefix} is no prefix of a token`);
  }
  const addresses = rest?.routes.map(({ facts }) => `${facts.method} ${facts.path.replaceAll(/\{\w+\}/g, '{}')}`) ?? [];
  const twice = addresses.find((address, index) => addresses.indexOf(address) !== index);
  if (twice) throw new TypeError(`${name}: the route ${twice} is declared twice`);
  for (const { facts } of rest?.routes ?? []) {
    const names = pathVariables(facts.path);
    if (new Set(names).size < names.length) throw new TypeError(`${name}: ${facts.path} has one variable twice`);
  }
}

function checkHints<Env, Services>({ tools, resources }: ServerDefinition<Env, Services>): void {
  for (const { facts } of tools) {
    const fault = facts.ui ? hintsFault(facts.ui, resources) : null;
    if (fault !== null) throw new TypeError(`${facts.id}: ${fault}`);
  }
}

function checkOwnData<Env, Services>({ name, keeps = [], ownData, tools }: ServerDefinition<Env, Services>): void {
  if (keeps.length > 0 && !ownData) throw new TypeError(`${name}: a server that keeps data needs ownData`);
  const named = ownData ? [ownData.copy, ownData.erase] : [];
  const unknown = named.find(({ facts }) => !tools.some((tool) => tool.facts.id === facts.id));
  if (unknown) throw new TypeError(`${name}: ownData names ${unknown.facts.id}, which is not among its tools`);
}

/** Whether anything of the server may be called without a token; derived, never a setting. */
export function hasOpenParts<Env, Services>({ tools, resources }: ServerDefinition<Env, Services>): boolean {
  return tools.some(({ facts }) => facts.scope === null) || resources.some(({ scope }) => scope === null);
}

/** Whether anything of the server needs a sign-in; derived, never a setting. */
export function hasScopedParts<Env, Services>(server: ServerDefinition<Env, Services>): boolean {
  const { tools, resources, prompts, routes, rest, personPages = [] } = server;
  const operations = [...tools, ...resources, ...prompts, ...routes, ...(rest?.routes ?? [])];
  return personPages.length > 0 || operations.some(({ operation }) => operation.scope !== null);
}

/** The caller of a scoped operation, which never runs without one. */
export function signedIn(user: Principal | null): Principal {
  if (user === null) throw new TypeError('a scoped operation was called without a user');
  return user;
}
