import { SIGNED_IN } from '@aisystant/mcp';
import { expect, test } from 'vitest';
import { BOTH_ERAS, type Era, type Reply } from './rpc.ts';
import { type AnyTool, type Subject, validInput } from './subject.ts';

/** Nothing scoped answers a stranger, and no token reaches further than what its person allowed. */
export function accessContract(subject: Subject): void {
  toolsAreGuarded(subject);
  oneScopeAlone(subject);
  routesAreGuarded(subject);
}

function toolsAreGuarded(subject: Subject): void {
  const tokenOf = sharedTokens(subject);
  for (const era of BOTH_ERAS) {
    for (const tool of subject.server.tools) {
      const needed = tool.facts.scope;
      unknownTokensAreRefused(subject, tool, era);
      if (needed === null) continue;
      strangersAreSentToSignIn(subject, tool, era);
      if (needed === SIGNED_IN) anyPermissionSuffices(subject, tool, era);
      else otherPermissionsDoNotSuffice(subject, tool, { era, needed, tokenOf });
    }
  }
}

/** One token is enough for all tools: what a tool answers is another test's question. */
function oneScopeAlone({ server, scopes, signIn, callUnlimited }: Subject): void {
  for (const era of BOTH_ERAS) {
    test.each(scopes)(
      `with %s alone every tool that needs another answers 403 that names it, and the others answer (${era})`,
      async (scope) => {
        const token = await signIn([scope]);
        for (const tool of server.tools) {
          const needed = tool.facts.scope;
          const reply = await callUnlimited(tool, validInput(tool), { era, token });
          const allowed = needed === null || needed === SIGNED_IN || needed === scope;
          expect(reply.status, tool.name).toBe(allowed ? 200 : 403);
          if (!allowed) expect(reply.headers.get('www-authenticate')).toContain(needed);
        }
      },
    );
  }
}

function unknownTokensAreRefused({ baseUrl, call }: Subject, tool: AnyTool, era: Era): void {
  test(`${tool.name} refuses an unknown token with 401 (${era})`, async () => {
    const reply = await call(tool, validInput(tool), { era, token: 'nobody:knows:this' });
    expect(reply.status).toBe(401);
    expect(reply.headers.get('www-authenticate')).toContain('error="invalid_token"');
    expectGuidance(reply, baseUrl);
  });
}

function strangersAreSentToSignIn({ baseUrl, scopes, call }: Subject, tool: AnyTool, era: Era): void {
  test(`${tool.name} without a token answers 401 with the challenge that starts sign-in (${era})`, async () => {
    const reply = await call(tool, validInput(tool), { era });
    expect(reply.status).toBe(401);
    const challenge = reply.headers.get('www-authenticate') ?? '';
    expect(challenge).toContain(metadataOf(baseUrl));
    expect(challenge).toContain(`scope="${scopes.join(' ')}"`);
    expectGuidance(reply, baseUrl);
  });
}

function anyPermissionSuffices({ scopes, signIn, call }: Subject, tool: AnyTool, era: Era): void {
  test(`${tool.name} answers any person who signed in, with any one permission (${era})`, async () => {
    for (const scope of scopes) {
      const reply = await call(tool, validInput(tool), { era, token: await signIn([scope]) });
      expect(reply.status).toBe(200);
    }
  });
}

type TokenOf = (scopes: readonly string[]) => Promise<string>;

/** One token for each set of scopes, for calls that never reach a handler. */
function sharedTokens({ signIn }: Subject): TokenOf {
  const tokens = new Map<string, Promise<string>>();
  return (scopes) => {
    const key = scopes.join(' ');
    const token = tokens.get(key) ?? signIn(scopes);
    tokens.set(key, token);
    return token;
  };
}

function otherPermissionsDoNotSuffice(
  { baseUrl, scopes, call }: Subject,
  tool: AnyTool,
  { era, needed, tokenOf }: { readonly era: Era; readonly needed: string; readonly tokenOf: TokenOf },
): void {
  test(`${tool.name} with every permission but ${needed} answers 403 that names all it needs (${era})`, async () => {
    const others = scopes.filter((scope) => scope !== needed);
    const reply = await call(tool, validInput(tool), { era, token: await tokenOf(others) });
    expect(reply.status).toBe(403);
    const challenge = reply.headers.get('www-authenticate') ?? '';
    expect(challenge).toContain('error="insufficient_scope"');
    expect(challenge).toContain(metadataOf(baseUrl));
    const [, asked = ''] = / scope="([^"]*)"/.exec(challenge) ?? [];
    expect(asked.split(' ').toSorted()).toEqual([...scopes].toSorted());
    expect(reply.result).toBeUndefined();
  });
}

/** The body of a 401 says what to do, and nothing else. */
function expectGuidance({ headers, text }: Reply, baseUrl: string): void {
  expect(headers.get('content-type')).toContain('application/json');
  const { error, error_description: description, ...rest } = JSON.parse(text);
  expect(error).toMatch(/^(invalid_token|unauthorized)$/);
  expect(description).toContain(`${baseUrl}/mcp`);
  expect(description).toContain(`${baseUrl}/account`);
  expect(rest).toEqual({});
}

/** Where a challenge sends a client to learn how one signs in. */
function metadataOf(baseUrl: string): string {
  return `resource_metadata="${baseUrl}/.well-known/oauth-protected-resource/mcp"`;
}

function routesAreGuarded({ server, baseUrl, fetch, scopes, signIn }: Subject): void {
  for (const { facts } of server.routes) {
    const post = (token?: string) => {
      const headers = {
        'content-type': 'application/json',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      };
      return fetch(new Request(`${baseUrl}${facts.path}`, { method: 'POST', headers, body: '{}' }));
    };

    test(`${facts.path} answers 401 without a token, and 403 without ${facts.scope}`, async () => {
      const stranger = await post();
      expect(stranger.status).toBe(401);
      expect(stranger.headers.get('www-authenticate')).toContain('resource_metadata=');
      expect((await post('nobody:knows:this')).status).toBe(401);
      expect((await post(await signIn(scopes.filter((scope) => scope !== facts.scope)))).status).toBe(403);
    });
  }
}
