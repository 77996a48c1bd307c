import type { RenderPersonPage } from '@aisystant/oauth';
import { languageOf } from '@aisystant/oauth/pages';
import { type Callable, handler } from '../define/handler.ts';
import type { MadePage } from '../define/page-folder.ts';
import type { PersonPage } from '../define/person-page.ts';
import { accountUser } from './account-user.ts';
import { call } from './call.ts';
import { type RequestContext, requestContext } from './request-context.ts';
import { errorPageOf, madePage } from './serve-page-folder.ts';

/** What makes the page of the person who is signed in, at the path of such a page: a call like any other. */
export function personPageOf<Env, S>(context: RequestContext<Env, S>): RenderPersonPage | undefined {
  const { server, request, url } = context;
  const page = server.personPages?.find(({ path }) => path === url.pathname);
  if (!page) return undefined;
  return async (person) => {
    const language = languageOf(request.headers.get('accept-language'));
    const asPerson = requestContext(context, accountUser(server, person));
    const made = await call(callableOf(page), asPerson, { input: url.searchParams });
    return made.ok ? madePage(made.value, language) : errorPageOf(made.error, language);
  };
}

function callableOf<S>({ path, scope, render }: PersonPage<S>): Callable<S, MadePage> {
  return {
    operation: { kind: 'page', name: path, scope, effect: 'read', needsConsent: true },
    [handler]: (query) => ({ run: (context) => render(query as URLSearchParams, context) }),
  };
}
