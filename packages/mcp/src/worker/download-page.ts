import { type Html, homeLink, type Language, pageHeaders, renderPage } from '@aisystant/oauth/pages';
import { html } from 'hono/html';

/** Why there is no file. */
export type Reason = keyof typeof NO_FILE;

const FILE = {
  title: { ru: 'Ваши данные готовы', en: 'Your data are ready' },
  advice: {
    ru: 'Файл можно скачать один раз, пять минут после того, как вы о нём попросили.',
    en: 'The file can be downloaded once, within five minutes of your asking for it.',
  },
  button: { ru: 'Скачать', en: 'Download' },
} as const;

const NO_FILE = {
  gone: {
    status: 404,
    title: { ru: 'Ссылка не действует', en: 'This link does not work' },
    advice: {
      ru: 'По ней скачивают один раз, и живёт она пять минут. Получите новую там же, где эту.',
      en: 'It gives the file once and lives for five minutes. Get a new one where you got this one.',
    },
  },
  used: {
    status: 410,
    title: { ru: 'По этой ссылке файл уже скачали', en: 'The file of this link was downloaded already' },
    advice: {
      ru: 'Скачать по ней можно один раз. Если это были не вы, напишите в поддержку школы. Новая ссылка — там же, где вы взяли эту.',
      en: 'It gives the file once. If that was not you, write to the support of the school. A new link is where you got this one.',
    },
  },
  refused: {
    status: 403,
    title: { ru: 'Файл не отдан', en: 'The file was not given' },
    advice: {
      ru: 'Запрос пришёл с другого сайта. Откройте ссылку сами и нажмите «Скачать».',
      en: 'The request came from another site. Open the link yourself and press “Download”.',
    },
  },
  tooMany: {
    status: 429,
    title: { ru: 'Слишком много запросов', en: 'Too many requests' },
    advice: {
      ru: 'Ссылка не потрачена. Подождите минуту и нажмите «Скачать» снова.',
      en: 'The link is not used up. Wait a minute and press “Download” again.',
    },
  },
  broken: {
    status: 503,
    title: { ru: 'Файл сейчас не отдать', en: 'The file cannot be given at the moment' },
    advice: {
      ru: 'Это на нашей стороне. Попробуйте ещё раз, а если ссылка уже не действует, получите новую там же, где эту.',
      en: 'This is on our side. Try again, and if the link no longer works, get a new one where you got this one.',
    },
  },
} as const;

/** The page behind a link, the same for every link: only its button redeems it. */
export function filePage(language: Language): Promise<Response> {
  return page(
    200,
    language,
    FILE.title[language],
    html`<p>${FILE.advice[language]}</p>
<form method="post"><button class="primary">${FILE.button[language]}</button></form>`,
  );
}

/** The page for a link that gives no file; it reveals nothing about the owner. */
export function noFilePage(reason: Reason, language: Language): Promise<Response> {
  const { status, title, advice } = NO_FILE[reason];
  return page(status, language, title[language], html`<p>${advice[language]}</p>`);
}

async function page(status: number, language: Language, title: string, below: Html): Promise<Response> {
  const rendered: Html = renderPage({
    language,
    title,
    body: html`<div class="card"><h1>${title}</h1>${below}</div>${homeLink(language)}`,
  });
  // Not `no-referrer`: the browser would then send `Origin: null` with the form, which is refused.
  return new Response(await rendered, { status, headers: pageHeaders() });
}
