import type { Localized, Principal } from '@aisystant/oauth';
import type { Callable } from '../define/handler.ts';
import type { Operation } from '../define/operation.ts';
import { isTemplate } from '../define/resource.ts';
import { hasScopedParts, type ServerDefinition } from '../define/server.ts';
import { ToolError } from '../define/tool-error.ts';
import type { McpEnv } from '../worker/request-context.ts';

/** What a mounted server finds in its environment: its own bindings, and its own origin if its answers name it. */
type OwnEnv<Env> = Omit<Env, keyof McpEnv> & Partial<Pick<McpEnv, 'BASE_URL'>>;

/** A server that another Worker serves too. */
export interface Mount<HostEnv> {
  readonly server: ServerDefinition<unknown, unknown>;
  readonly subjectKey: string | null;
  readonly calls: string | null;
  envOf(host: HostEnv): unknown;
}

/** Where a mounted server gets what is its own from. */
export interface MountOptions<HostEnv, Env> {
  /** Its environment, from that of the Worker; nothing else of the Worker's reaches it. */
  env(host: HostEnv): OwnEnv<Env>;
  /** The variable of the Worker with the subject key of the server; required where it has operations that need a sign-in. */
  readonly subjectKey?: keyof HostEnv & string;
  /**
   * The binding of the Worker with the calls of people at the server, required with the key: calls are kept with the records that they are
   * about, whichever way they come, or an erasure would leave those of the other way.
   */
  readonly calls?: keyof HostEnv & string;
}

/** Mounts a server. Throws `TypeError` where it knows people and its subject key or the binding of their calls is not named. */
export function mount<HostEnv extends object, Env, Services>(
  server: ServerDefinition<Env, Services>,
  { env, subjectKey, calls }: MountOptions<HostEnv, Env>,
): Mount<HostEnv> {
  if (hasScopedParts(server) && subjectKey === undefined) {
    throw new TypeError(`${server.name}: people sign in to it, so it needs a subject key`);
  }
  if ((subjectKey === undefined) !== (calls === undefined)) {
    throw new TypeError(`${server.name}: calls are kept of those whom a subject key names, and of nobody else`);
  }
  const known = new WeakMap<HostEnv, unknown>();
  return {
    server: server as ServerDefinition<unknown, unknown>,
    subjectKey: subjectKey ?? null,
    calls: calls ?? null,
    // Always the same object, since a server may keep things by its environment.
    envOf(host) {
      const own = known.get(host) ?? env(host);
      known.set(host, own);
      return own;
    },
  };
}

/** What a server of mounted servers says of itself. */
export interface HostFacts
  extends Pick<
    ServerDefinition<unknown, unknown>,
    'name' | 'version' | 'updated' | 'title' | 'owner' | 'instructions'
  > {}

/**
 * One server with the tools, resources, prompts and skills of several, one sign-in and one token. Each operation sees what it
 * sees at its own server and nothing of the others: its own bindings, the person's user id at its server, its scopes. Routes,
 * REST, pages, downloads, links to third parties and the rights of the account page stay with the servers, where the data are;
 * `keeps` says what is kept there. A call is recorded at the server it is about; at the host, where that server has no sign-in.
 * Throws `TypeError` for two servers with a scope, a tool, a prompt or a skill of one name, or a resource at one address.
 */
export function mountServers<HostEnv extends object>(
  facts: HostFacts,
  mounts: readonly Mount<HostEnv>[],
): ServerDefinition<HostEnv, unknown> {
  const servers = mounts.map(({ server }) => server);
  // A server without a subject key has no sign-in, so none of its scopes is asked for.
  const signedIn = mounts.filter(({ subjectKey }) => subjectKey !== null);
  const homes = new Map(mounts.flatMap((each) => operationsOf(each.server).map((operation) => [operation, each])));
  requireUnique(servers);
  return {
    ...facts,
    scopes: Object.fromEntries(signedIn.flatMap(({ server }) => Object.entries(server.scopes))),
    scopeGroups: signedIn.map(({ server: { title, scopes } }) => ({ title, scopes: Object.keys(scopes) })),
    mountedKeys: Object.fromEntries(signedIn.map(({ server, subjectKey }) => [server.name, subjectKey ?? ''])),
    mountedCalls: Object.fromEntries(signedIn.map(({ server, calls }) => [server.name, calls ?? ''])),
    mountedTitles: Object.fromEntries(signedIn.map(({ server: { name, title } }) => [name, title])),
    homeOf: (operation) => homes.get(operation)?.server.name,
    keeps: servers.flatMap(({ keeps = [] }) => keeps),
    recordsElsewhere: elsewhereOf(signedIn.map(({ server }) => server.title)),
    needsEmail: servers.some(({ needsEmail }) => needsEmail),
    tools: servers.flatMap(({ tools }) => tools),
    toolsets: { core: servers.flatMap(shownByDefault) },
    resources: servers.flatMap(({ resources }) => resources),
    prompts: servers.flatMap(({ prompts }) => prompts),
    skills: servers.flatMap(({ skills = [] }) => skills),
    routes: [],
    checkEnv(host) {
      for (const { server, envOf } of mounts) server.checkEnv?.(envOf(host));
    },
    callerFor: (operation, user) => callerAt(homes.get(operation), user),
    services({ env: host, user, ...context }) {
      const home = homes.get(context.operation);
      return home?.server.services?.({ ...context, env: home.envOf(host), user: user && callerAt(home, user) });
    },
    dataObject(operation, user, host) {
      const home = homes.get(operation);
      const caller = callerAt(home, user);
      return (home && caller && home.server.dataObject?.(operation, caller, home.envOf(host))) ?? null;
    },
    async requireConsent(operation, context) {
      await homes.get(operation)?.server.requireConsent?.(operation, context);
    },
  };
}

/** The account page of the host has nothing of these servers: their own pages and tools copy and erase. */
function elsewhereOf(titles: readonly Localized[]): Localized {
  const names = (language: keyof Localized) => titles.map((title) => title[language]).join(', ');
  return {
    ru: `Здесь удаляются доступ и обращения приложений, пришедшие по этому адресу. Записи и остальные обращения останутся у своих серверов (${names('ru')}): удалить их можно там, на странице аккаунта, или попросив об этом в чате.`,
    en: `This deletes the access of apps, and their calls that came in at this address. Records and all other calls stay at their own servers (${names('en')}): delete them there, on the account page, or ask for it in the chat.`,
  };
}

/** The person as their own server knows them; null at a server without a sign-in, and for a file of a skill. */
function callerAt<HostEnv>(home: Mount<HostEnv> | undefined, user: Principal): Principal | null {
  if (!home || home.subjectKey === null) return null;
  const { name, scopes, needsEmail } = home.server;
  const userId = user.mountedIds?.[name];
  if (userId === undefined) {
    throw new ToolError('CONSENT_REQUIRED', 'Этот раздел добавили после того, как вы подключили приложение.', {
      hint: 'Подключите приложение заново.',
    });
  }
  return {
    userId,
    clientId: user.clientId,
    scopes: user.scopes.filter((scope) => Object.hasOwn(scopes, scope)),
    ...(user.consentedAtMs !== undefined && { consentedAtMs: user.consentedAtMs }),
    ...(needsEmail && user.email !== undefined && { email: user.email }),
  };
}

/** Everything of a server that can be called at `/mcp`. */
function operationsOf({ tools, resources, prompts }: ServerDefinition<unknown, unknown>): readonly Operation[] {
  const completions = [...resources.filter(isTemplate), ...prompts].map(({ completion }) => completion);
  const callables: readonly Callable<unknown, unknown>[] = [...tools, ...resources, ...prompts, ...completions];
  return callables.map(({ operation }) => operation);
}

/** Documented ids of the tools that a server lists at its plain address. */
function shownByDefault({ tools, toolsets = {} }: ServerDefinition<unknown, unknown>): readonly string[] {
  const [first] = Object.values(toolsets);
  return first ?? tools.map(({ facts }) => facts.id);
}

/** Two of one name would hide each other silently. */
function requireUnique(servers: readonly ServerDefinition<unknown, unknown>[]): void {
  const names: { readonly [what: string]: readonly string[] } = {
    server: servers.map(({ name }) => name),
    scope: servers.flatMap(({ scopes }) => Object.keys(scopes)),
    tool: servers.flatMap(({ tools }) => tools.flatMap(({ name, facts }) => [...new Set([name, facts.id])])),
    prompt: servers.flatMap(({ prompts }) => prompts.map(({ facts }) => facts.name)),
    skill: servers.flatMap(({ skills = [] }) => skills.map(({ entry }) => entry.frontmatter.name)),
    address: servers.flatMap(({ resources }) =>
      resources.map((resource) => (isTemplate(resource) ? resource.template : resource.uri)),
    ),
  };
  for (const [what, all] of Object.entries(names)) {
    const twice = all.find((name, index) => all.indexOf(name) !== index);
    if (twice !== undefined) throw new TypeError(`two of the mounted servers have the ${what} ${twice}`);
  }
}
