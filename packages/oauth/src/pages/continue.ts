import { html } from 'hono/html';
import type { Language } from './language.ts';
import { pageHeaders, renderPage } from './layout.ts';

const TEXTS = {
  ru: {
    title: 'Переходим дальше',
    opens: 'Сейчас откроется',
    otherwise: 'Если этого не случилось, нажмите «Продолжить».',
    go: 'Продолжить',
  },
  en: {
    title: 'Taking you further',
    opens: 'The next page is at',
    otherwise: 'If it does not open, press “Continue”.',
    go: 'Continue',
  },
} as const;

/**
 * Answers a form with a page that leads on to another site at once, without a script. A redirect would not do: Chromium
 * applies the `form-action` of the page with the form to every redirect that follows, also to those of the identity
 * provider and of the client, whose addresses this server cannot know.
 */
export async function continueAt(target: string, language: Language, headers = new Headers()): Promise<Response> {
  const text = TEXTS[language];
  const page = renderPage({
    language,
    title: text.title,
    body: html`<div class="card"><h1>${text.title}</h1>
<p>${text.opens} <strong>${new URL(target).host}</strong>. ${text.otherwise}</p>
<p class="actions"><a class="button primary" href="${target}">${text.go}</a></p></div>`,
  });
  const answer = new Headers(headers);
  for (const [name, value] of pageHeaders()) answer.set(name, value);
  answer.set('refresh', `0;url=${target}`);
  return new Response(await page, { headers: answer });
}
