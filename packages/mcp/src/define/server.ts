import type { Localized, Principal } from '@aisystant/oauth';
import type { Download } from './download.ts';
import type { Page } from './page.ts';
import type { Prompt } from './prompt.ts';
import type { Resource } from './resource.ts';
import type { Route } from './route.ts';
import { SIGNED_IN, type Tool } from './tool.ts';

/** What the services of a call are made from. */
export interface ServiceContext<Env> {
  readonly env: Env;
  /** Who calls; `null` only in an open tool called without a token. */
  readonly user: Principal | null;
  /** Ends everything the caller let in here: connected apps, personal tokens, sessions. Nothing for nobody. */
  forget(): Promise<void>;
}

/** The declaration of a server: a value that knows no Worker. */
export interface ServerDefinition<Env, Services> {
  /** Name of the Worker and of the MCP server: `dt-mcp`. */
  readonly name: string;
  /** Version of the whole server, shown to clients. */
  readonly version: string;
  readonly title: Localized;
  /** The team that answers for it. */
  readonly owner: string;
  /** What a model reads about the server first; the first 512 characters carry the main point. */
  readonly instructions: string;
  /** Every scope with its meaning in plain words for the consent page. */
  readonly scopes: { readonly [scope: string]: Localized };
  /** Whether a verified e-mail is asked for and kept. */
  readonly needsEmail: boolean;
  readonly tools: readonly Tool<Services>[];
  /**
   * Documented ids of the tools that `tools/list` shows for `?tools=<name>`; the first is shown when the client asks for
   * none. `full` always shows all, and every tool can be called whatever is shown. Without it all are shown.
   */
  readonly toolsets?: { readonly [name: string]: readonly string[] };
  readonly resources: readonly Resource<Services>[];
  readonly prompts: readonly Prompt[];
  readonly routes: readonly Route<Services>[];
  /** Public pages beside the front page, which links to them; none when absent. */
  readonly pages?: readonly Page[];
  /** Files behind one-use links; none when absent. */
  readonly downloads?: readonly Download<Env>[];
  /** Makes what the tools of one call work with, bound to the caller. */
  services(context: ServiceContext<Env>): Services;
}

const TOOL_NAME = /^[a-z][a-zA-Z0-9_]{2,39}$/;

/** Checks a declaration where types cannot and returns it. Throws at load: a wrong server never starts. */
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
  const scoped = [...server.tools, ...server.routes].map(({ facts }) => facts.scope);
  for (const scope of [...scoped, ...server.resources.map((resource) => resource.scope)]) {
    if (scope !== null && scope !== SIGNED_IN && !Object.hasOwn(server.scopes, scope)) {
      throw new TypeError(`${server.name}: the scope ${scope} is not declared`);
    }
  }
  return server;
}

/** Whether anything of the server may be called without a token; it is derived, never switched on. */
export function hasOpenParts<Env, Services>({ tools, resources }: ServerDefinition<Env, Services>): boolean {
  return tools.some(({ facts }) => facts.scope === null) || resources.some(({ scope }) => scope === null);
}

/** Gives the caller where one is certain: a scoped tool never runs without. */
export function signedIn(user: Principal | null): Principal {
  if (user === null) throw new TypeError('a scoped tool was reached without a person');
  return user;
}
