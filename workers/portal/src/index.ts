import {
  type Html,
  languageOf,
  logoResponse,
  pageHeaders,
  renderPage,
  STYLESHEET_PATH,
  scriptResponse,
  stylesheetResponse,
} from '@aisystant/oauth/pages';
import { html } from 'hono/html';
import { CATALOG_PATH, catalogResponse } from './ai-catalog.ts';
import { COPY_SCRIPT, COPY_SCRIPT_PATH } from './copy-script.ts';
import { shownServers } from './fleet-view.ts';
import { frontPage } from './front-page.ts';
import { llmsTxt } from './llms-txt.ts';
import { myPageResponse } from './my-page.ts';
import { privacyPage, termsPage } from './policy-pages.ts';

/** The front page of the fleet: no data, no secrets, no state. */
export default {
  async fetch(request: Request): Promise<Response> {
    const url = new URL(request.url);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return new Response('Only pages live here.\n', { status: 405, headers: { allow: 'GET, HEAD' } });
    }
    const language = languageOf(request.headers.get('accept-language'));
    switch (url.pathname) {
      case '/':
        return page(frontPage(shownServers(url), language), { ownScript: true });
      case '/privacy':
        return page(privacyPage(language));
      case '/terms':
        return page(termsPage(language));
      case '/llms.txt':
        return new Response(llmsTxt(shownServers(url), url.origin), {
          headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=3600' },
        });
      case CATALOG_PATH:
        return catalogResponse(shownServers(url), url);
      case STYLESHEET_PATH:
        return stylesheetResponse();
      case COPY_SCRIPT_PATH:
        return scriptResponse(COPY_SCRIPT);
      case '/logo.svg':
        return logoResponse();
      case '/healthz':
        return Response.json({ status: 'ok', server: 'portal' });
      default: {
        const mine = await myPageResponse(url, shownServers(url));
        if (mine) return mine;
        const title = { ru: 'Такой страницы нет', en: 'There is no such page' }[language];
        const home = { ru: 'На главную', en: 'To the front page' }[language];
        const body = html`<div class="card"><h1>${title}</h1><p><a href="/">${home}</a></p></div>`;
        return page(renderPage({ language, title, body }), { status: 404 });
      }
    }
  },
};

async function page(content: Html, { status = 200, ownScript = false } = {}): Promise<Response> {
  return new Response(await content, { status, headers: pageHeaders({ ownScript }) });
}
