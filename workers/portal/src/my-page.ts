import { type Html, pageHeaders, renderPage, scriptResponse } from '@aisystant/oauth/pages';
import { html } from 'hono/html';
import type { ShownServer } from './fleet-view.ts';

/** The page of a person, its parts, and the address that servers send the browser back to. */
const MY_PATH = '/my';
const SCRIPT_PATH = '/my/page.js';
const STYLE_PATH = '/my/page.css';
const FRAME_PATH = '/my/frame';
/** Its metadata document (CIMD): the address is the id by which servers know the page. */
const CLIENT_PATH = '/my/client.json';

/**
 * The frame between the page and a widget. The policy is what every widget of the fleet declares: nothing is loaded, nothing
 * is sent. `sandbox` makes it another origin than the page, also when it is opened by itself.
 */
const FRAME_POLICY =
  "sandbox allow-scripts allow-forms; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

/** Responds to an address of the page of a person; null for any other. */
export async function myPageResponse(
  { pathname, origin }: URL,
  servers: readonly ShownServer[],
): Promise<Response | null> {
  switch (pathname) {
    case MY_PATH:
      return new Response(await myPage(servers), { headers: myHeaders(servers) });
    case SCRIPT_PATH:
      return scriptResponse((await built()).script);
    case STYLE_PATH:
      return new Response((await built()).style, {
        headers: { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'public, max-age=3600' },
      });
    case FRAME_PATH:
      return new Response((await built()).frame, { headers: frameHeaders() });
    case CLIENT_PATH:
      return Response.json(clientDocument(origin));
    default:
      return null;
  }
}

/** The script is large and seldom read: it is unpacked when it is first asked for. */
const built = async () => (await import('@aisystant/widgets/my', { with: { type: 'json' } })).default;

/** The page without its content, which its script makes: the portal has no sign-in. Russian, as the widgets in it are. */
function myPage(servers: readonly ShownServer[]): Html {
  const fleet = servers.map(({ name, title, url }) => ({ name, title: title.ru, url }));
  return renderPage({
    language: 'ru',
    title: 'Моя страница',
    wide: true,
    body: html`<link rel="stylesheet" href="${STYLE_PATH}">
<h1>Моя страница</h1>
<div id="my" data-fleet="${JSON.stringify(fleet)}"><p role="status">Открываю…</p></div>
<noscript><p>Эта страница собирается в браузере, ей нужен JavaScript. Без него всё то же есть в чате.</p></noscript>
<p class="muted"><a href="/">На главную</a> · <a href="/privacy">Какие данные хранятся</a> · <a href="/terms">Условия</a></p>
<script src="${SCRIPT_PATH}"></script>`,
  });
}

/** The script speaks with the servers of the fleet and no other origin. */
function myHeaders(servers: readonly ShownServer[]): Headers {
  const headers = pageHeaders({ ownScript: true });
  const origins = servers.map(({ url }) => new URL(url).origin).join(' ');
  const policy = `${headers.get('content-security-policy')}; connect-src ${origins}; frame-src 'self'`;
  headers.set('content-security-policy', policy);
  // An address with a code must not reach another site.
  headers.set('referrer-policy', 'no-referrer');
  return headers;
}

function frameHeaders(): Headers {
  return new Headers({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'public, max-age=3600',
    'content-security-policy': FRAME_POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
}

/** What a server learns of the page: a public client, whose one way back is the page itself. */
function clientDocument(origin: string): object {
  return {
    client_id: origin + CLIENT_PATH,
    client_name: 'Моя страница',
    client_uri: origin + MY_PATH,
    logo_uri: `${origin}/logo.svg`,
    policy_uri: `${origin}/privacy`,
    tos_uri: `${origin}/terms`,
    redirect_uris: [origin + MY_PATH],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
  };
}
