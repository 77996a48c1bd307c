import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Language } from './language.ts';
import { LOGO, LOGO_PATH } from './logo.ts';
import { STYLESHEET_PATH } from './stylesheet.ts';

/** Escaped HTML. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** Content of a page, without the common layout. */
export interface PageContent {
  readonly language: Language;
  /** Document title, before the name of the school. */
  readonly title: string;
  readonly body: Html;
  /** Whether the page is wider, for lists and code. Default: false. */
  readonly wide?: boolean;
}

/** Renders a whole document. The template escapes every value. */
export function renderPage({ language, title, body, wide = false }: PageContent): Html {
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="same-origin">
<title>${title} · Aisystant</title>
<link rel="stylesheet" href="${STYLESHEET_PATH}">
<link rel="icon" href="${LOGO_PATH}" type="image/svg+xml">
</head>
<body>
<main${wide ? raw(' class="wide"') : ''}>
<p class="brand">${raw(LOGO)}<span>Aisystant</span></p>
${body}
</main>
</body>
</html>`;
}

const CONTENT_SECURITY_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

/**
 * Security headers of a page: no framing, no external resources, no forms to other sites, no caching. No script, or with
 * `ownScript` only scripts of its own origin.
 */
export function pageHeaders({ ownScript = false } = {}): Headers {
  return new Headers({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': ownScript ? `${CONTENT_SECURITY_POLICY}; script-src 'self'` : CONTENT_SECURITY_POLICY,
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
  });
}

/** The script of a page as a response; it is rebuilt with the Worker, so an hour of cache is enough. */
export function scriptResponse(script: string): Response {
  return new Response(script, {
    headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'public, max-age=3600' },
  });
}
