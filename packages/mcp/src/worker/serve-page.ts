import { type Html, type Language, pageHeaders, renderPage } from '@aisystant/oauth/pages';
import { html, raw } from 'hono/html';
import type { Page } from '../define/page.ts';

/** Renders a public page in the layout of all pages. */
export async function servePage({ title, bodyLanguage, body }: Page, language: Language): Promise<Response> {
  const page: Html = renderPage({
    language,
    title: title[language],
    wide: true,
    body: html`<h1>${title[language]}</h1>
<div lang="${bodyLanguage}">${raw(body)}</div>`,
  });
  return new Response(await page, { headers: pageHeaders() });
}
