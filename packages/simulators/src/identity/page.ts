import { createHash } from 'node:crypto';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { Context } from './context.ts';
import { STYLE } from './style.ts';

/** The languages of the pages; Russian unless the browser prefers English. */
export type Language = 'ru' | 'en';

/** The title of the window, and what the page says from `<h1>` on. Both are HTML, already escaped. */
export interface PageContent {
  readonly title: string;
  readonly main: string;
}

/** A context on which a page can be sent: of our own routes and of the library's alike. */
export type PageContext = Context | KoaContextWithOIDC;

const styleHash = createHash('sha256').update(STYLE).digest('base64');

/** No `form-action`: Chromium applies it to every redirect after the POST, and the last of them goes to the client. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${styleHash}'`,
  'img-src data:',
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The text with everything that HTML would read as markup made harmless, for content and quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The language that the browser prefers. */
export function languageOf(ctx: PageContext): Language {
  return ctx.acceptsLanguages('ru', 'en') === 'en' ? 'en' : 'ru';
}

/** Answers with a page that loads nothing, runs nothing, is kept by no cache and shown in no frame. */
export function sendPage(ctx: PageContext, status: number, language: Language, content: PageContent): void {
  ctx.status = status;
  ctx.type = 'html';
  ctx.set('content-language', language);
  ctx.set('content-security-policy', CONTENT_SECURITY_POLICY);
  ctx.set('x-frame-options', 'DENY');
  ctx.set('x-content-type-options', 'nosniff');
  ctx.set('referrer-policy', 'same-origin');
  ctx.set('cache-control', 'no-store');
  ctx.vary('accept-language');
  ctx.body = documentOf(language, content);
}

function documentOf(language: Language, { title, main }: PageContent): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<main>
<p class="place">Aisystant Identity</p>
${main}
</main>
</body>
</html>
`;
}
