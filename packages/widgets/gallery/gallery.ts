import path from 'node:path';
import { buildScript, freshWidget, WIDGETS } from '../build/build.ts';
import { EXHIBITS } from './exhibits.ts';
import { galleryPage, hostPage, sandboxPage } from './pages.ts';

export { EXHIBITS };

/** Whom the gallery shows, and how their tools are called. */
export interface GallerySource {
  readonly learners: readonly { readonly login: string; readonly title: string }[];
  /** Calls a tool as a learner; gives the result as the server has it. */
  call(call: GalleryCall): Promise<unknown>;
}

/** A call of a tool by a page of the gallery. */
export interface GalleryCall {
  readonly server: string;
  readonly login: string;
  readonly name: string;
  readonly arguments: { readonly [field: string]: unknown };
}

/**
 * What the played hosts allow a widget, as their frames were seen in 2026, without the hosts' own origins: nothing of
 * another origin loads, and nothing is sent. The strict one is what MCP Apps prescribes for a widget that declares nothing.
 */
const POLICIES: { readonly [host: string]: string } = {
  claude:
    "default-src 'none'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob: data:; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; media-src 'self' data:; connect-src 'none'; frame-src 'self' blob: data:; object-src 'none'; base-uri 'self'",
  chatgpt:
    "default-src 'none'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; media-src 'self' data:; connect-src 'self'; frame-src 'none'; object-src 'none'; base-uri 'self'",
  strict:
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; media-src 'self' data:; connect-src 'none'; frame-src 'none'; object-src 'none'; base-uri 'self'",
};

/** The names of this machine: another name that leads here is a page of somebody else. */
const LOOPBACK = ['localhost', '127.0.0.1'];

/**
 * A host of MCP Apps on this machine, built from the SDK's own bridge: `/` shows every widget with the data of a learner,
 * `/host` is the bare host for tests, `/sandbox/…` are the frames, to be reached by another name of this machine.
 */
export function createGallery(source: GallerySource): { fetch(request: Request): Promise<Response> } {
  const scripts = new Map<string, Promise<string>>();
  const script = (name: string) => {
    const built = scripts.get(name) ?? buildScript(path.join('src', 'host', `${name}.ts`));
    scripts.set(name, built);
    return built;
  };
  const answers: { readonly [first: string]: (second: string, request: Request) => Promise<Response | null> } = {
    '': async () => page(galleryPage(await script('gallery'))),
    host: async () => page(hostPage(await script('host'))),
    sandbox: async (host) => (POLICIES[host] ? page(sandboxPage(await script('sandbox')), POLICIES[host]) : null),
    catalogue: async () => Response.json({ exhibits: EXHIBITS, learners: source.learners }),
    widgets: async (name) => (WIDGETS.includes(name) ? page(await freshWidget(name)) : null),
    call: async (_, request) =>
      isOwn(request) ? Response.json(await source.call((await request.json()) as GalleryCall)) : null,
  };
  return {
    async fetch(request) {
      const { pathname, hostname } = new URL(request.url);
      if (!LOOPBACK.includes(hostname)) return new Response('Misdirected', { status: 421 });
      const [, first = '', second = ''] = pathname.split('/');
      const answer = Object.hasOwn(answers, first) ? await answers[first]?.(second, request) : null;
      return answer ?? new Response('Not found', { status: 404 });
    },
  };
}

/** Another page of the browser must not act as a learner. */
function isOwn({ method, url, headers }: Request): boolean {
  return method === 'POST' && headers.get('origin') === new URL(url).origin;
}

function page(html: string, policy?: string): Response {
  const headers = { 'content-type': 'text/html; charset=utf-8', ...(policy && { 'content-security-policy': policy }) };
  return new Response(html, { headers });
}
