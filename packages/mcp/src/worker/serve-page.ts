import { type Html, homeLink, type Language, pageHeaders, renderPage, scriptResponse } from '@aisystant/oauth/pages';
import { html, raw } from 'hono/html';
import type { Page } from '../define/page.ts';

const scriptPath = ({ path }: Page): string => `${path}.js`;

/** Serves the public page or the script at a path; null when there is neither. */
export async function servePages(
  pages: readonly Page[],
  pathname: string,
  language: Language,
): Promise<Response | null> {
  const page = pages.find(({ path }) => path === pathname);
  if (page) return servePage(page, language);
  const script = pages.find((each) => scriptPath(each) === pathname)?.script;
  return script ? scriptResponse(script) : null;
}

/** Renders a page in the layout of all pages. */
async function servePage(page: Page, language: Language): Promise<Response> {
  const { title, bodyLanguage, body, script } = page;
  const content: Html = renderPage({
    language,
    title: title[language],
    wide: true,
    body: html`<h1>${title[language]}</h1>
<div lang="${bodyLanguage}">${raw(body)}</div>
${homeLink(language)}${
  script
    ? html`
<script src="${scriptPath(page)}"></script>`
    : ''
}`,
  });
  return new Response(await content, { headers: pageHeaders({ ownScript: script !== undefined }) });
}
