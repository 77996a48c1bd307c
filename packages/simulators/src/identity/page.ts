import { createHash } from 'node:crypto';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { Context } from './context.ts';
import { STYLE } from './style.ts';

/** Languages of the pages. */
export type Language = 'ru' | 'en';

/** Title and main content of a page, both escaped HTML. */
export interface PageContent {
  readonly title: string;
  readonly main: string;
}

/** Context of this package's routes or of the library's callbacks. */
export type PageContext = Context | KoaContextWithOIDC;

const styleHash = createHash('sha256').update(STYLE).digest('base64');

/** Without `form-action`: Chromium applies it to each redirect after the POST, and the last one leads to the client. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${styleHash}'`,
  'img-src data:',
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Escapes text for HTML content and quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The language preferred by the browser, Russian by default. */
export function languageOf(ctx: PageContext): Language {
  return ctx.acceptsLanguages('ru', 'en') === 'en' ? 'en' : 'ru';
}

/** Responds with a page: no scripts, no external resources, no caching, no framing. */
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
