import type { Principal } from '@aisystant/oauth';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { definePrompt } from '../define/prompt.ts';
import { defineResource } from '../define/resource.ts';
import { defineServer, type ServerDefinition, type ServiceContext } from '../define/server.ts';
import { defineTool } from '../define/tool.ts';
import { ToolError } from '../define/tool-error.ts';
import type { McpEnv } from '../worker/request-context.ts';
import { mount, mountServers } from './mount-servers.ts';

interface OwnEnv extends McpEnv {
  readonly DB: string;
}
type Seen = Pick<ServiceContext<OwnEnv>, 'env' | 'user'>;

const example = { question: 'Что?', input: {}, answer: 'Ничего.' };
const toolNamed = (id: string, scope: string | null) =>
  defineTool.for<Seen>()({
    ...{
      id,
      version: '1.0.0',
      status: 'draft',
      title: id,
      intent: 'Что?',
      useWhen: ['всегда'],
      doNotUseWhen: [],
      scope,
    },
    ...{ effect: 'read', semantics: 'ничего', privacy: 'ничего', errors: [], examples: [example, example] },
    input: () => z.strictObject({}),
    output: () => z.object({}),
    run: () => ({}),
    summarize: () => '',
  });
const resourceAt = (uri: string) =>
  defineResource.for<Seen>()({
    ...{ uri, name: 'changelog', title: uri, purpose: uri, mime: 'text/markdown', version: '1.0.0', status: 'draft' },
    ...{ freshness: '', scope: null, privacy: '', structure: '', example: '', read: () => '' },
  });
const promptNamed = (name: string) =>
  definePrompt({
    ...{ name, title: name, purpose: name, version: '1.0.0' },
    arguments: () => z.object({}),
    render: () => '',
  });

/** A server that tells what it was given. */
function serverOf(name: string, changed: Partial<ServerDefinition<OwnEnv, Seen>> = {}) {
  return defineServer<OwnEnv, Seen>({
    ...{
      name: `${name}-mcp`,
      version: '1.0.0',
      updated: '2026-11-28',
      title: { ru: name, en: name },
      owner: name,
      instructions: name,
    },
    scopes: { [`${name}:read`]: { ru: name, en: name } },
    needsEmail: false,
    tools: [toolNamed(`${name}.get`, `${name}:read`), toolNamed(`${name}.open`, null)],
    resources: [resourceAt(`${name}://changelog`)],
    prompts: [promptNamed(`${name}_prompt`)],
    routes: [],
    services: ({ env, user }) => ({ env, user }),
    ...changed,
  });
}

interface HostEnv {
  readonly A_DB: string;
  readonly B_DB: string;
  readonly A_KEY: string;
  readonly B_KEY: string;
  readonly A_CALLS: string;
  readonly B_CALLS: string;
}
const FACTS = {
  name: 'host',
  version: '1.0.0',
  updated: '2026-11-28',
  title: { ru: 'х', en: 'h' },
  owner: 'х',
  instructions: 'Х.',
};
const host: HostEnv = {
  ...{ A_DB: 'database of a', B_DB: 'database of b', A_KEY: 'secret a', B_KEY: 'secret b' },
  ...{ A_CALLS: 'calls of a', B_CALLS: 'calls of b' },
};
const mountA = (a = serverOf('a')) =>
  mount(a, { subjectKey: 'A_KEY', calls: 'A_CALLS', env: ({ A_DB: DB }: HostEnv) => ({ DB }) });
const mountB = (b = serverOf('b', { needsEmail: true })) =>
  mount(b, { subjectKey: 'B_KEY', calls: 'B_CALLS', env: ({ B_DB: DB }: HostEnv) => ({ DB }) });
const mounted = mountServers<HostEnv>(FACTS, [mountA(), mountB()]);

const user: Principal = {
  ...{ userId: 'at the host', clientId: 'client', email: 'anna@example.test', consentedAtMs: 7 },
  scopes: ['a:read', 'b:read', 'offline_access'],
  mountedIds: { 'a-mcp': 'at a', 'b-mcp': 'at b' },
};
const toolOf = (id: string) => {
  const tool = mounted.tools.find(({ facts }) => facts.id === id);
  if (!tool) throw new Error(id);
  return tool.operation;
};
const seenBy = (id: string, caller: Principal | null = user) =>
  mounted.services?.({ env: host, user: caller, operation: toolOf(id), revokeAllAccess: async () => {} });

describe('an operation of a mounted server', () => {
  test('gets what is its own server’s, and nothing of the host or of another server', () => {
    expect(seenBy('a.get')).toEqual({
      env: { DB: 'database of a' },
      user: { userId: 'at a', clientId: 'client', scopes: ['a:read'], consentedAtMs: 7 },
    });
    expect(seenBy('b.get')).toEqual({
      env: { DB: 'database of b' },
      user: { userId: 'at b', clientId: 'client', scopes: ['b:read'], consentedAtMs: 7, email: 'anna@example.test' },
    });
    expect(mounted.callerFor?.(toolOf('a.get'), user)).toEqual(Object(seenBy('a.get')).user);
    expect(seenBy('a.open', null)).toEqual({ env: { DB: 'database of a' }, user: null });
  });

  test('is given the scopes of its own server alone, whatever was granted', () => {
    const scope = fc.constantFrom('a:read', 'b:read', 'a:write', 'offline_access', 'constructor', '__proto__');
    fc.assert(
      fc.property(fc.array(scope), (scopes) => {
        for (const name of ['a', 'b']) {
          const caller = mounted.callerFor?.(toolOf(`${name}.get`), { ...user, scopes });
          expect(caller?.scopes).toEqual(scopes.filter((each) => each === `${name}:read`));
          expect(caller?.userId).toBe(`at ${name}`);
        }
      }),
    );
  });

  test('has the same environment each time, since a server may keep things by it', () => {
    expect(Object(seenBy('a.get')).env).toBe(Object(seenBy('a.open')).env);
  });

  test('runs in its own server’s object, as its own server’s person', () => {
    const asked: unknown[] = [];
    const a = serverOf('a', {
      dataObject: (operation, caller, env) => {
        asked.push([operation.name, caller.userId, env]);
        return null;
      },
    });
    const { dataObject } = mountServers<HostEnv>(FACTS, [mountA(a), mountB()]);
    const [get] = a.tools;
    if (get) dataObject?.(get.operation, user, host);
    expect(asked).toEqual([['a.get', 'at a', { DB: 'database of a' }]]);
  });

  test('is refused to who signed in before its server was mounted', () => {
    const before = { ...user, mountedIds: { 'a-mcp': 'at a' } };
    expect(() => seenBy('b.get', before)).toThrow(ToolError);
    expect(() => mounted.callerFor?.(toolOf('b.open'), before)).toThrow('Этот раздел добавили');
    expect(Object(seenBy('a.get', before)).user).toMatchObject({ userId: 'at a' });
  });
});

test('a server that knows nobody is told of nobody, and none of its scopes is asked for', () => {
  const open = serverOf('b', { tools: [toolNamed('b.open', null)] });
  const both = mountServers<HostEnv>(FACTS, [mountA(), mount(open, { env: ({ B_DB: DB }: HostEnv) => ({ DB }) })]);
  expect(Object.keys(both.scopes)).toEqual(['a:read']);
  expect(both.mountedKeys).toEqual({ 'a-mcp': 'A_KEY' });
  expect(both.mountedCalls).toEqual({ 'a-mcp': 'A_CALLS' });
  const [tool] = open.tools;
  expect(tool && both.callerFor?.(tool.operation, user)).toBeNull();
});

test('the calls of an operation are those of its server', () => {
  expect(['a.get', 'a.open', 'b.get'].map((id) => mounted.homeOf?.(toolOf(id)))).toEqual(['a-mcp', 'a-mcp', 'b-mcp']);
  expect(mounted.mountedCalls).toEqual({ 'a-mcp': 'A_CALLS', 'b-mcp': 'B_CALLS' });
  expect(mounted.mountedTitles).toEqual({ 'a-mcp': { ru: 'a', en: 'a' }, 'b-mcp': { ru: 'b', en: 'b' } });
  for (const options of [{ subjectKey: 'A_KEY' as const }, { calls: 'A_CALLS' as const }]) {
    const open = serverOf('a', { tools: [toolNamed('a.open', null)] });
    expect(() => mount(open, { ...options, env: ({ A_DB: DB }: HostEnv) => ({ DB }) })).toThrow(
      'calls are kept of those',
    );
  }
});

test('a server with a sign-in needs a subject key', () => {
  expect(() => mount(serverOf('a'), { env: ({ A_DB: DB }: HostEnv) => ({ DB }) })).toThrow('needs a subject key');
});

test.each([
  ['server', serverOf('b', { name: 'a-mcp' })],
  ['scope', serverOf('b', { scopes: { 'b:read': { ru: '', en: '' }, 'a:read': { ru: '', en: '' } } })],
  ['tool', serverOf('b', { tools: [toolNamed('a.get', 'b:read')] })],
  ['tool', serverOf('b', { tools: [toolNamed('a_open', 'b:read')] })],
  ['prompt', serverOf('b', { prompts: [promptNamed('a_prompt')] })],
  ['address', serverOf('b', { resources: [resourceAt('a://changelog')] })],
])('two servers with one %s are not mounted together', (what, b) => {
  expect(() => mountServers<HostEnv>(FACTS, [mountA(), mountB(b)])).toThrow(
    `two of the mounted servers have the ${what}`,
  );
});
