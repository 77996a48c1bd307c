import { cut } from '../define/text.ts';
import { type CheckGroup, failUnless, PASSED, SKIPPED, type Verdict } from './check.ts';
import { canListTools, discover, exchange, initialize, resultOf, stringsOf } from './exchange.ts';
import type { Answer, Probe } from './probe.ts';

/** Whether clients of both protocol versions can connect, and get the status codes that they expect. */
export const protocol: CheckGroup = {
  title: 'protocol',
  gate: false,
  checks: [
    {
      id: 'token',
      title: 'the given token is accepted',
      breaks: 'only this report: nothing behind the sign-in can be checked',
      fix: 'get a token of exactly this server, for the local fleet with npm run token; it is valid for an hour',
      run: async (probe) => {
        if (probe.token === null) return PASSED;
        const { status } = await exchange(probe, { method: 'tools/list' });
        return failUnless(status !== 401, String(status));
      },
    },
    {
      id: 'initialize',
      title: 'initialize of 2025-11-25 is answered',
      breaks: 'claude.ai, Claude Desktop and ChatGPT: they open with initialize',
      fix: 'keep serving initialize of 2025-11-25 beside server/discover',
      run: (probe) =>
        ifAccessible(probe, initialize, (answer) => {
          const version = resultOf(answer)?.['protocolVersion'];
          return failUnless(version === '2025-11-25', `${answer.status} ${String(version ?? cut(answer.text, 120))}`);
        }),
    },
    {
      id: 'stateless',
      title: 'initialize opens no session',
      breaks:
        'claude.ai and ChatGPT after a deployment: "session not found" until the connector is removed and added again',
      fix: 'send no Mcp-Session-Id; keep state for a person, not for a session',
      run: (probe) =>
        ifAccessible(probe, initialize, ({ headers }) =>
          failUnless(!headers.has('mcp-session-id'), 'Mcp-Session-Id is sent'),
        ),
    },
    {
      id: 'discover',
      title: 'server/discover of 2026-07-28 is answered',
      breaks: 'new clients, and the validator of the ChatGPT directory, which begins with it',
      fix: 'serve server/discover with supportedVersions that name 2026-07-28',
      run: (probe) =>
        ifAccessible(probe, discover, (answer) => {
          const versions = stringsOf(resultOf(answer)?.['supportedVersions']);
          return failUnless(versions.includes('2026-07-28'), `${answer.status} ${versions.join(', ')}`.trim());
        }),
    },
    {
      id: 'notification',
      title: 'a notification is answered with 202 and an empty body',
      breaks: 'clients of the official SDK, which treat any other answer as a broken transport',
      fix: 'answer a message without an id with 202 and an empty body',
      run: (probe) =>
        ifAccessible(
          probe,
          () => exchange(probe, { method: 'notifications/initialized', notification: true }),
          ({ status, text }) => failUnless(status === 202 && text === '', `${status} ${cut(text, 120)}`.trim()),
        ),
    },
    {
      id: 'get',
      title: 'a GET is answered with 405: there is no stream',
      breaks: 'clients of 2025-11-25 that try to open a stream: after any other answer they wait or stop',
      fix: 'answer GET at the endpoint with 405 (401 without a token is right too)',
      run: async (probe) => {
        const headers = {
          accept: 'text/event-stream',
          ...(probe.token !== null && { authorization: `Bearer ${probe.token}` }),
        };
        const { status } = await probe.ask({ method: 'GET', url: probe.given, headers });
        return failUnless(status === 405 || status === 401, String(status));
      },
    },
  ],
};

/** Checks an answer, or skips the check if the server requires a sign-in that the probe does not have. */
async function ifAccessible(
  probe: Probe,
  ask: (probe: Probe) => Promise<Answer>,
  look: (answer: Answer) => Verdict,
): Promise<Verdict> {
  if (!(await canListTools(probe))) return SKIPPED;
  const answer = await ask(probe);
  return answer.status === 401 ? SKIPPED : look(answer);
}
