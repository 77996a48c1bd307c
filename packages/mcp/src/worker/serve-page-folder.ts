import { errorPage, type Html, homeLink, type Language, pageHeaders, renderPage } from '@aisystant/oauth/pages';
import { html } from 'hono/html';
import { type Callable, handler } from '../define/handler.ts';
import type { MadePage, PageFolder } from '../define/page-folder.ts';
import type { ErrorFacts } from '../define/tool-error.ts';
import { call } from './call.ts';
import type { RequestContext } from './request-context.ts';

/** A longer name is that of no page. */
const LONGEST_NAME = 1_000;

/** Serves a page that is made at the request, with the limits, the deadline and the log line of an open call. */
export async function servePageFolder<Env, S>(
  context: RequestContext<Env, S>,
  folder: PageFolder<S>,
  language: Language,
): Promise<Response> {
  const name = context.url.pathname.slice(folder.path.length);
  if (name === '' || name.length > LONGEST_NAME) return errorPage('notFound', language);
  const found = await call(callableOf(folder, name), context, { input: null });
  if (found.ok) return found.value ? madePage(found.value, language) : errorPage('notFound', language);
  return errorPageOf(found.error, language);
}

/** The page in the place of one that could not be made. */
export function errorPageOf({ code }: ErrorFacts, language: Language): Promise<Response> {
  const known = { RATE_LIMITED: 'tooManyCalls', INTERNAL: 'unexpected', NOT_FOUND: 'notFound' } as const;
  return errorPage(code in known ? known[code as keyof typeof known] : 'busy', language);
}

function callableOf<S>({ path, find }: PageFolder<S>, name: string): Callable<S, MadePage | null> {
  return {
    operation: { kind: 'page', name: path, scope: null, effect: 'read', needsConsent: false },
    [handler]: () => ({ run: ({ services }) => find(name, services) }),
  };
}

/** A page in the layout of all pages. */
export async function madePage({ title, language: own, body }: MadePage, language: Language): Promise<Response> {
  const content: Html = renderPage({
    language,
    title,
    wide: true,
    body: html`<h1 lang="${own}">${title}</h1>
<div lang="${own}">${await body}</div>
${homeLink(language)}`,
  });
  return new Response(await content, { headers: pageHeaders() });
}
