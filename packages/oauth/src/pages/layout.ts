import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Language } from './language.ts';
import { LOGO, LOGO_PATH } from './logo.ts';
import { STYLESHEET_PATH } from './stylesheet.ts';

/** A piece of escaped HTML. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** What a page is made of. */
export interface Page {
  readonly language: Language;
  /** Goes into the title bar, before the name of the school. */
  readonly title: string;
  readonly body: Html;
  /** Wide pages hold lists and code; narrow ones hold one question. */
  readonly wide?: boolean;
}

/** Renders a whole page. Every value inside is escaped by the template. */
export function renderPage({ language, title, body, wide = false }: Page): Html {
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

/** Headers of every page: nothing is framed, nothing is loaded from elsewhere, nothing is kept. */
export function pageHeaders(formActions: readonly string[] | null = []): Headers {
  return new Headers({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': contentSecurityPolicy(formActions),
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
  });
}

/**
 * The policy of a page. Chromium applies `form-action` to every redirect that follows the POST, so a form that leads
 * out names each origin on the way; `null` leaves it out, for a way that cannot be named.
 */
export function contentSecurityPolicy(formActions: readonly string[] | null): string {
  const base = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'";
  return formActions === null ? base : `${base}; form-action ${["'self'", ...formActions].join(' ')}`;
}
