import { type CheckGroup, failUnless, SKIPPED } from './check.ts';
import { listToolsWithoutToken } from './exchange.ts';

/** Whether only requests to the server's own host and from known web clients are accepted. */
export const browsers: CheckGroup = {
  title: 'hosts and origins',
  gate: false,
  checks: [
    {
      id: 'wrong-host',
      title: 'a request with another Host is refused',
      breaks: 'people: by DNS rebinding a web page can reach a server inside their network',
      fix: 'compare the Host with BASE_URL and answer 421',
      run: async (probe) => {
        const { status } = await listToolsWithoutToken(probe, { host: 'evil.example' });
        return failUnless(status >= 400 && status !== 401, String(status));
      },
    },
    {
      id: 'evil-origin',
      title: 'a request from an unknown web page is refused',
      breaks: 'people: any page that they open can call the server from their browser',
      fix: 'check Origin before everything else and answer 403',
      run: async (probe) => {
        const { status } = await listToolsWithoutToken(probe, { origin: 'https://evil.example' });
        return failUnless(status === 403, String(status));
      },
    },
    ...['https://claude.ai', 'https://chatgpt.com'].map((origin) => {
      const { hostname } = new URL(origin);
      return {
        id: `origin-${hostname}`,
        title: `pages of ${hostname} may call`,
        breaks: `${hostname} in a browser: every call is refused`,
        fix: `allow the Origin ${origin}`,
        run: async (probe) => {
          const { status } = await listToolsWithoutToken(probe, { origin });
          return failUnless(status !== 403, String(status));
        },
      } satisfies CheckGroup['checks'][number];
    }),
    {
      id: 'preflight',
      title: 'CORS allows the headers of an MCP client',
      breaks: 'clients in a browser (the MCP inspector): the browser never sends the call',
      fix: 'answer OPTIONS with Access-Control-Allow-Headers: authorization, content-type, mcp-protocol-version, mcp-method, mcp-name',
      run: async (probe) => {
        const origin = 'https://claude.ai';
        if ((await listToolsWithoutToken(probe, { origin })).status === 403) return SKIPPED;
        const headers = { origin, 'access-control-request-method': 'POST' };
        const answer = await probe.ask({ method: 'OPTIONS', url: probe.given, headers });
        const allowed = (answer.headers.get('access-control-allow-headers') ?? '').toLowerCase();
        const missing = SENT_HEADERS.filter((name) => !allowed.includes(name));
        return failUnless(
          answer.status < 300 && missing.length === 0,
          `${answer.status}, not allowed: ${missing.join(', ')}`,
        );
      },
    },
  ],
};

const SENT_HEADERS = ['authorization', 'content-type', 'mcp-protocol-version', 'mcp-method', 'mcp-name'];
