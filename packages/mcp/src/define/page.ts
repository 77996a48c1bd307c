import { type Html, type Language, type Localized, pageHeaders, renderPage } from '@aisystant/oauth/pages';
import { html, raw } from 'hono/html';

/** A public page of a server beside its front page: ready when the Worker is built, the same for everybody. */
export interface Page {
  /** Path below the origin, such as `/graph`; not one that the server itself or the sign-in uses. */
  readonly path: `/${string}`;
  /** Stands in the title bar, in the heading and in the link from the front page. */
  readonly title: Localized;
  /** Language of the body. */
  readonly bodyLanguage: Language;
  /** HTML below the heading. It is put into the page as it is, so nothing in it may come from a caller. */
  readonly body: string;
}

/** The page in the frame that all pages of the fleet have. */
export async function publicPage({ title, bodyLanguage, body }: Page, language: Language): Promise<Response> {
  const page: Html = renderPage({
    language,
    title: title[language],
    wide: true,
    body: html`<h1>${title[language]}</h1>
<div lang="${bodyLanguage}">${raw(body)}</div>`,
  });
  return new Response(await page, { headers: pageHeaders() });
}
