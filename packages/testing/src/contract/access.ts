import { SIGNED_IN } from '@aisystant/mcp';
import { expect, test } from 'vitest';
import { BOTH_ERAS } from './rpc.ts';
import { type Subject, validInput } from './subject.ts';

/** Nothing scoped answers a stranger, and no token reaches further than what its person allowed. */
export function accessContract(subject: Subject): void {
  toolsAreGuarded(subject);
  routesAreGuarded(subject);
}

function toolsAreGuarded({ server, baseUrl, scopes, signIn, call }: Subject): void {
  const metadata = `resource_metadata="${baseUrl}/.well-known/oauth-protected-resource/mcp"`;

  for (const era of BOTH_ERAS) {
    for (const tool of server.tools) {
      const needed = tool.facts.scope;

      test(`${tool.name} refuses an unknown token with 401 (${era})`, async () => {
        const reply = await call(tool, validInput(tool), { era, token: 'nobody:knows:this' });
        expect(reply.status).toBe(401);
        expect(reply.headers.get('www-authenticate')).toContain('error="invalid_token"');
        expect(reply.text).toBe('');
      });

      if (needed === null) continue;

      test(`${tool.name} without a token answers 401 with the challenge that starts sign-in (${era})`, async () => {
        const reply = await call(tool, validInput(tool), { era });
        expect(reply.status).toBe(401);
        const challenge = reply.headers.get('www-authenticate') ?? '';
        expect(challenge).toContain(metadata);
        expect(challenge).toContain(`scope="${scopes.join(' ')}"`);
        expect(reply.text).toBe('');
      });

      if (needed === SIGNED_IN) {
        test(`${tool.name} answers whoever signed in, with any one permission (${era})`, async () => {
          for (const scope of scopes) {
            const reply = await call(tool, validInput(tool), { era, token: await signIn([scope]) });
            expect(reply.status).toBe(200);
          }
        });
        continue;
      }

      test(`${tool.name} with every permission but ${needed} answers 403 that names all it needs (${era})`, async () => {
        const others = scopes.filter((scope) => scope !== needed);
        const reply = await call(tool, validInput(tool), { era, token: await signIn(others) });
        expect(reply.status).toBe(403);
        const challenge = reply.headers.get('www-authenticate') ?? '';
        expect(challenge).toContain('error="insufficient_scope"');
        expect(challenge).toContain(metadata);
        const [, asked = ''] = / scope="([^"]*)"/.exec(challenge) ?? [];
        expect(asked.split(' ').toSorted()).toEqual([...scopes].toSorted());
        expect(reply.result).toBeUndefined();
      });
    }
  }
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

    test(`${facts.path} refuses a stranger with 401, and whoever lacks ${facts.scope} with 403`, async () => {
      const stranger = await post();
      expect(stranger.status).toBe(401);
      expect(stranger.headers.get('www-authenticate')).toContain('resource_metadata=');
      expect((await post('nobody:knows:this')).status).toBe(401);
      expect((await post(await signIn(scopes.filter((scope) => scope !== facts.scope)))).status).toBe(403);
    });
  }
}
