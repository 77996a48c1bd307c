import { cut } from '../define/text.ts';
import { type CheckGroup, failUnless, PASSED } from './check.ts';
import { documentOf, listToolsWithoutToken } from './exchange.ts';
import { type Answer, codeOf, type Probe } from './probe.ts';

/** Whether anything answers at the address. After a failure here nothing else can be checked. */
export const address: CheckGroup = {
  title: 'address',
  gate: true,
  checks: [
    {
      id: 'https',
      title: 'the address is https',
      breaks: 'claude.ai and ChatGPT refuse to add it; a token sent over http can be read on the way',
      fix: 'serve it over https and give the https address; http is for this machine only',
      run: async ({ endpoint, loopback }) => failUnless(loopback || endpoint.protocol === 'https:', endpoint.protocol),
    },
    {
      id: 'dns',
      title: 'the host name resolves',
      breaks: 'every client: the server cannot be found',
      fix: 'compare the address with the manifest; for a custom domain add its DNS record and wait until it has propagated',
      run: async (probe) => failOnError(probe, (code) => ['ENOTFOUND', 'EAI_AGAIN', 'ENODATA'].includes(code)),
    },
    {
      id: 'speaks-tls',
      title: 'the port of an https address speaks TLS',
      breaks: 'every client refuses to connect',
      fix: 'on this machine give the address with http://; elsewhere let the port of https speak TLS 1.2 or newer',
      run: async (probe) => failOnError(probe, (code) => code === 'EPROTO'),
    },
    {
      id: 'tls',
      title: 'the certificate is valid for the host',
      breaks: 'every client refuses to connect; claude.ai says only that it could not reach the server',
      fix: 'renew the certificate or add the host to it; at Cloudflare see SSL/TLS, Edge Certificates',
      run: async (probe) => failOnError(probe, (code) => /^(ERR_TLS|ERR_SSL|CERT_)|SELF_SIGNED|UNABLE_TO_/.test(code)),
    },
    {
      id: 'reachable',
      title: 'the server answers',
      breaks: 'every client: no connection',
      fix: 'on this machine start the fleet with npm start; elsewhere check the deployment and the status of the platform',
      run: async (probe) => failOnError(probe, () => true),
    },
    {
      id: 'bot-challenge',
      title: 'no bot protection stops programs',
      breaks:
        'claude.ai and ChatGPT call from data centres and fail with "could not reach the server", while a browser on a laptop gets through',
      fix: 'let the paths /mcp, /.well-known/*, /oauth/* and /authorize past the bot protection (a WAF skip rule)',
      run: async (probe) => {
        const answer = await listToolsWithoutToken(probe);
        const mitigated = answer.headers.get('cf-mitigated');
        return failUnless(
          mitigated === null && !isPageOfRefusal(answer),
          `${answer.status} cf-mitigated: ${mitigated ?? 'a page'}`,
        );
      },
    },
    {
      id: 'redirect',
      title: 'a POST to the address is not redirected',
      breaks: 'claude.ai after a successful sign-in: the redirected POST loses its body or its token',
      fix: 'connect to the address that the server redirects to, or remove the redirect rule',
      run: async (probe) => failIfRedirected(await listToolsWithoutToken(probe)),
    },
    {
      id: 'server-error',
      title: 'the server does not fail (5xx)',
      breaks: 'every client',
      fix: 'find the log line with the x-request-id of the answer: "configuration" names the variable that is missing',
      run: async (probe) => {
        const answer = await listToolsWithoutToken(probe);
        return failUnless(
          answer.status < 500,
          `${excerpt(answer)} (x-request-id ${answer.headers.get('x-request-id') ?? 'none'})`,
        );
      },
    },
    {
      id: 'endpoint',
      title: 'an MCP endpoint is at the path',
      breaks: 'every client: there is no MCP server at this address',
      fix: 'use the address exactly as the front page shows it; localhost and 127.0.0.1 are different addresses',
      run: async (probe) => {
        const answer = await listToolsWithoutToken(probe);
        return failUnless(![404, 405, 410, 421].includes(answer.status), excerpt(answer));
      },
    },
    {
      id: 'trailing-slash',
      title: 'the address with or without a slash at the end is not redirected',
      breaks: 'a client that uses the other spelling: its POST arrives without a body or a token',
      fix: 'answer the other spelling with 404 or 401, or serve it; never with a redirect',
      run: async ({ endpoint, ask }) => {
        const url = new URL(endpoint);
        url.pathname = url.pathname.endsWith('/') ? url.pathname.slice(0, -1) : `${url.pathname}/`;
        return failIfRedirected(
          await ask({ method: 'POST', url: url.href, headers: { 'content-type': 'application/json' }, body: '{}' }),
        );
      },
    },
    {
      id: 'healthz',
      title: '/healthz answers that the server is up',
      severity: 'warning',
      breaks: 'no client; monitoring and deployments cannot see whether the server is up',
      fix: 'answer GET /healthz with {"status":"ok", …} and without sign-in',
      run: async ({ endpoint, ask }) => {
        const answer = await ask({ method: 'GET', url: `${endpoint.origin}/healthz`, headers: {} });
        return failUnless(documentOf(answer)?.['status'] === 'ok', excerpt(answer));
      },
    },
  ],
};

async function failOnError(probe: Probe, isOwnError: (code: string) => boolean) {
  try {
    await listToolsWithoutToken(probe);
    return PASSED;
  } catch (error) {
    return failUnless(!isOwnError(codeOf(error)), codeOf(error));
  }
}

/** A refusal in HTML to a program: the server itself refuses in JSON or with an empty body. */
function isPageOfRefusal({ status, headers }: Answer): boolean {
  return [403, 429, 503].includes(status) && (headers.get('content-type') ?? '').startsWith('text/html');
}

function failIfRedirected({ status, headers }: Answer) {
  return failUnless(status < 300 || status >= 400, `${status} to ${headers.get('location') ?? 'nowhere'}`);
}

function excerpt({ status, text }: Answer): string {
  return `${status} ${cut(text, 200)}`.trim();
}
