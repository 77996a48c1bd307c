import { isRecord } from '../define/is-record.ts';
import { type CheckGroup, failUnless, PASSED, SKIPPED, type Verdict } from './check.ts';
import { CHAT, exchange, isReadableByChat, refusal } from './exchange.ts';
import { listedTools } from './listed-tools.ts';
import type { Answer, Probe } from './probe.ts';

/** Whether a 401 tells a client how to begin the sign-in. */
export const challenge: CheckGroup = {
  title: 'challenge',
  gate: false,
  checks: [
    {
      id: 'challenge-status',
      title: 'a request without a valid token gets 401',
      breaks: 'every client that signs in: without a 401 the sign-in never begins',
      fix: 'answer a missing or unknown token with HTTP 401, not with 200, 400 or 403 or an error inside JSON-RPC',
      run: async (probe) => {
        const { status } = await refusal(probe);
        return failUnless(status === 401, String(status));
      },
    },
    {
      id: 'challenge-header',
      title: 'the 401 carries WWW-Authenticate: Bearer',
      breaks: 'claude.ai never offers to sign in; Claude Code may still discover the sign-in by itself',
      fix: 'send WWW-Authenticate: Bearer resource_metadata="…", scope="…" with every 401',
      run: (probe) =>
        at401(probe, ({ headers }) => {
          const header = headers.get('www-authenticate');
          return failUnless(/^Bearer\b/i.test(header ?? ''), header ?? 'no WWW-Authenticate');
        }),
    },
    {
      id: 'challenge-metadata',
      title: 'the challenge names the resource metadata',
      breaks: 'ChatGPT and clients of 2025-06-18 and later do not find the authorization server',
      fix: 'add resource_metadata="https://…/.well-known/oauth-protected-resource/mcp" of the same origin to the challenge',
      run: (probe) =>
        inChallenge(probe, 'resource_metadata', (url) =>
          failUnless(URL.canParse(url) && new URL(url).origin === probe.endpoint.origin, url || 'no resource_metadata'),
        ),
    },
    {
      id: 'challenge-scope',
      title: 'the challenge names the scopes to ask for',
      breaks: 'Claude asks for every scope it can find, others for none: the first call then fails with 403',
      fix: 'add scope="…" with the scopes of the first consent to the challenge',
      run: (probe) => inChallenge(probe, 'scope', (scope) => failUnless(scope !== '', 'no scope')),
    },
    {
      id: 'challenge-cors',
      title: 'a web client may read the 401',
      breaks: 'clients in a browser (claude.ai, the MCP inspector): the browser hides the 401 from them',
      fix: 'send Access-Control-Allow-Origin with a 401 too',
      run: (probe) =>
        at401(
          probe,
          (answer) => {
            const allowed = answer.headers.get('access-control-allow-origin');
            return failUnless(isReadableByChat(answer), allowed ?? 'no Access-Control-Allow-Origin');
          },
          { origin: CHAT },
        ),
    },
    {
      id: 'challenge-cors-expose',
      title: 'a web client may read the challenge',
      breaks: 'clients in a browser see the 401 but not how to sign in',
      fix: 'add WWW-Authenticate to Access-Control-Expose-Headers',
      run: (probe) =>
        at401(
          probe,
          ({ headers }) => {
            const exposed = headers.get('access-control-expose-headers') ?? '';
            return failUnless(/\*|www-authenticate/i.test(exposed), exposed || 'no Access-Control-Expose-Headers');
          },
          { origin: CHAT },
        ),
    },
    {
      id: 'scoped-call',
      title: 'a tool with a scope answers 401 without a token',
      breaks: 'every client of a server with open tools: the sign-in never begins, or the tool runs without a sign-in',
      fix: 'check the scope before the call and answer HTTP 401 with the challenge',
      run: async (probe) => {
        const listed = await listedTools(probe);
        const scoped = listed.find(isScopedRead);
        if (!scoped) return listed.length > 0 ? PASSED : SKIPPED;
        const params = { name: scoped['name'], arguments: {} };
        const { status } = await exchange(probe, { method: 'tools/call', params, token: null });
        return failUnless(status === 401, `${scoped['name']}: ${status}`);
      },
    },
  ],
};

/** Only a read-only tool is called: a check must not change data. */
function isScopedRead(tool: { readonly [field: string]: unknown }): boolean {
  const { annotations, securitySchemes } = tool;
  const scoped =
    Array.isArray(securitySchemes) && securitySchemes.some((scheme) => isRecord(scheme) && scheme['type'] === 'oauth2');
  return scoped && isRecord(annotations) && annotations['readOnlyHint'] === true;
}

async function at401(probe: Probe, look: (answer: Answer) => Verdict, headers = {}): Promise<Verdict> {
  const answer = await refusal(probe, headers);
  return answer.status === 401 ? look(answer) : SKIPPED;
}

function inChallenge(probe: Probe, parameter: string, look: (value: string) => Verdict): Promise<Verdict> {
  return at401(probe, (answer) => {
    const header = answer.headers.get('www-authenticate');
    return header === null ? SKIPPED : look(parameterOf(header, parameter));
  });
}

/** The value of a parameter of a challenge, or an empty string. */
export function parameterOf(header: string, parameter: string): string {
  return header.match(new RegExp(`[ ,]${parameter}="([^"]*)"`))?.[1] ?? '';
}
