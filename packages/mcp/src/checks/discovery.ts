import { parameterOf } from './challenge.ts';
import { type CheckGroup, failUnless, PASSED, SKIPPED, type Verdict } from './check.ts';
import { CHAT, documentOf, isReadableByChat, refusal, stringsOf } from './exchange.ts';
import { openTools } from './listed-tools.ts';
import type { Answer, Probe } from './probe.ts';

const WELL_KNOWN = '/.well-known/oauth-protected-resource';

type Document = { readonly [field: string]: unknown };

/** Whether a client that knows only the address finds where and how to sign in. */
export const discovery: CheckGroup = {
  title: 'discovery',
  gate: false,
  checks: [
    {
      id: 'resource-metadata',
      title: 'the resource metadata can be read',
      breaks: 'every client of 2025-06-18 and later: it does not learn where to sign in',
      fix: 'serve RFC 9728 metadata as JSON at the address that the 401 names',
      run: async (probe) => {
        const url = await namedMetadata(probe);
        const answer = await read(probe, url);
        return failUnless(documentOf(answer) !== null, `${answer.status} at ${url}`);
      },
    },
    {
      id: 'resource-metadata-path',
      title: 'the resource metadata is at its well-known address too, unless nothing needs a sign-in',
      breaks: 'clients that build the address by themselves instead of reading the challenge',
      fix: `serve the same document at ${WELL_KNOWN} followed by the path of the endpoint`,
      run: async (probe) => {
        const url = wellKnown(probe);
        if ((await namedMetadata(probe)) === url || (await isOpen(probe))) return PASSED;
        const document = documentOf(await read(probe, url));
        return failUnless(document?.['resource'] === probe.given, String(document?.['resource'] ?? 'no document'));
      },
    },
    {
      id: 'resource-metadata-root',
      title: 'the short well-known address names no other resource',
      breaks: 'clients that fall back to the short address: they ask for a token of another resource, which is refused',
      fix: `answer ${WELL_KNOWN} with 404 or with the same document`,
      run: async (probe) => {
        const document = documentOf(await read(probe, `${probe.endpoint.origin}${WELL_KNOWN}`));
        return failUnless(document === null || document['resource'] === probe.given, String(document?.['resource']));
      },
    },
    {
      id: 'needless-sign-in',
      title: 'a server whose tools are all open keeps its metadata from where clients look by themselves',
      severity: 'warning',
      breaks: 'Codex: it makes people sign in when they add the server, though nothing needs it',
      fix: `answer ${WELL_KNOWN} and below, and /.well-known/oauth-authorization-server, with 404; name other addresses in the challenge`,
      run: async (probe) => {
        if (!(await isOpen(probe))) return PASSED;
        const guesses = [wellKnown(probe), `${probe.endpoint.origin}/.well-known/oauth-authorization-server`];
        const answers = await Promise.all(guesses.map((url) => read(probe, url)));
        const found = guesses.filter((_, index) => answers[index]?.status === 200);
        return failUnless(found.length === 0, found.join(', '));
      },
    },
    {
      id: 'resource',
      title: 'the metadata names exactly the given address',
      breaks: 'ChatGPT and Claude stop: the token would be for another resource; a slash or a port makes a difference',
      fix: 'connect to the address in the metadata, or set BASE_URL to the origin that people connect to',
      run: async (probe) => {
        const metadata = await resourceMetadata(probe);
        return metadata ? failUnless(metadata['resource'] === probe.given, String(metadata['resource'])) : SKIPPED;
      },
    },
    {
      id: 'authorization-servers',
      title: 'the metadata names an authorization server',
      breaks: 'every client: it does not learn where to sign in; Claude reads only the first entry',
      fix: 'put the issuer first in authorization_servers',
      run: async (probe) => {
        const metadata = await resourceMetadata(probe);
        if (!metadata) return SKIPPED;
        return failUnless(issuerOf(metadata) !== null, JSON.stringify(metadata['authorization_servers'] ?? null));
      },
    },
    {
      id: 'server-metadata',
      title: 'the metadata of the authorization server can be read',
      breaks: 'every client: it knows neither where to send the person nor where to get the token',
      fix: 'serve RFC 8414 metadata as JSON at /.well-known/oauth-authorization-server of the issuer',
      run: async (probe) => {
        const url = await serverMetadataUrl(probe);
        if (url === null) return SKIPPED;
        const answer = await read(probe, url);
        return failUnless(documentOf(answer) !== null, `${answer.status} at ${url}`);
      },
    },
    {
      id: 'issuer',
      title: 'the issuer is the one that the resource metadata names',
      breaks: 'clients that compare the two (the official SDK, ChatGPT) stop the sign-in',
      fix: 'make issuer and authorization_servers[0] the same string; BASE_URL has no slash at its end',
      run: async (probe) => {
        const metadata = await resourceMetadata(probe);
        return inServerMetadata(probe, ({ issuer }) =>
          failUnless(metadata !== null && issuer === issuerOf(metadata), String(issuer)),
        );
      },
    },
    {
      id: 'metadata-cors',
      title: 'a web client may read the metadata',
      breaks: 'clients in a browser cannot begin the sign-in',
      fix: 'send Access-Control-Allow-Origin with both documents',
      run: async (probe) => {
        const urls = [await namedMetadata(probe), await serverMetadataUrl(probe)].filter((url) => url !== null);
        const answers = await Promise.all(urls.map((url) => read(probe, url, { origin: CHAT })));
        const closed = urls.filter((_, index) => {
          const answer = answers[index];
          return answer && documentOf(answer) !== null && !isReadableByChat(answer);
        });
        return failUnless(closed.length === 0, closed.join(', '));
      },
    },
  ],
};

/** Checks the metadata of the authorization server; skipped if they cannot be read. */
export async function inServerMetadata(probe: Probe, look: (metadata: Document) => Verdict): Promise<Verdict> {
  const url = await serverMetadataUrl(probe);
  const metadata = url === null ? null : documentOf(await read(probe, url));
  return metadata ? look(metadata) : SKIPPED;
}

/** Whether a stranger may list the tools, and none of them asks for a sign-in. */
async function isOpen(probe: Probe): Promise<boolean> {
  const tools = await openTools(probe);
  return (
    tools.length > 0 && tools.every(({ securitySchemes: schemes }) => !JSON.stringify(schemes ?? []).includes('oauth2'))
  );
}

async function resourceMetadata(probe: Probe): Promise<Document | null> {
  return documentOf(await read(probe, await namedMetadata(probe)));
}

/** The URL of the resource metadata: from the 401, or else the well-known one. */
async function namedMetadata(probe: Probe): Promise<string> {
  const { headers } = await refusal(probe);
  const named = parameterOf(headers.get('www-authenticate') ?? '', 'resource_metadata');
  return URL.canParse(named) && new URL(named).origin === probe.endpoint.origin ? named : wellKnown(probe);
}

/** RFC 9728 §3.1: the path and the query of the resource follow the well-known part. */
function wellKnown({ endpoint }: Probe): string {
  return `${endpoint.origin}${WELL_KNOWN}${endpoint.pathname}${endpoint.search}`;
}

function issuerOf(metadata: Document): string | null {
  const [first = ''] = stringsOf(metadata['authorization_servers']);
  return URL.canParse(first) ? first : null;
}

/** RFC 8414: the well-known part goes between the host and the path of the issuer. */
async function serverMetadataUrl(probe: Probe): Promise<string | null> {
  const metadata = await resourceMetadata(probe);
  const issuer = metadata && issuerOf(metadata);
  if (!issuer) return null;
  const { origin, pathname } = new URL(issuer);
  return `${origin}/.well-known/oauth-authorization-server${pathname === '/' ? '' : pathname}`;
}

function read(probe: Probe, url: string, headers: { readonly [name: string]: string } = {}): Promise<Answer> {
  return probe.ask({ method: 'GET', url, headers: { accept: 'application/json', ...headers } });
}
