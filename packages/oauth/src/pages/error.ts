import { html } from 'hono/html';
import { MAX_NAME_LENGTH, MAX_TOKENS } from '../personal-tokens.ts';
import { homeLink } from './home-link.ts';
import type { Language, Localized } from './language.ts';
import { type Html, pageHeaders, renderPage } from './layout.ts';

/** An error page: what happened and what to do next. */
export interface ErrorPage {
  /** HTTP status. */
  readonly status: number;
  readonly title: Localized;
  readonly advice: Localized;
  /** The page to continue at. Default: the way back to the client, or else the front page of the server. */
  readonly continueAt?: '/account';
}

/** All error pages by code. */
export const PAGE_ERRORS = {
  refusedRequest: {
    status: 400,
    title: { ru: 'Приложение прислало неверный запрос', en: 'The app sent a request we cannot accept' },
    advice: {
      ru: 'Вход не начат, ничего не разрешено. Начните подключение в приложении заново; если не поможет, удалите там это подключение и добавьте снова.',
      en: 'Nothing was allowed. Start connecting again in the app; if that does not help, remove the connection there and add it anew.',
    },
  },
  unknownApp: {
    status: 400,
    title: { ru: 'Не удалось проверить приложение', en: 'This app could not be verified' },
    advice: {
      ru: 'Адрес с описанием приложения не ответил. Попробуйте ещё раз через минуту.',
      en: 'The address that describes the app did not answer. Try again in a minute.',
    },
  },
  expired: {
    status: 400,
    title: { ru: 'Страница устарела', en: 'This page has expired' },
    advice: {
      ru: 'Страница разрешения и вход после неё действуют десять минут, в том же браузере. Вернитесь в приложение и начните подключение заново.',
      en: 'A permission page and the sign-in after it work for ten minutes, in the same browser. Go back to the app and start connecting again.',
    },
  },
  nothingTicked: {
    status: 400,
    title: { ru: 'Не отмечено ни одного разрешения', en: 'Nothing is ticked' },
    advice: {
      ru: 'Вернитесь на шаг назад и отметьте хотя бы одно — или нажмите «Не разрешать».',
      en: 'Go back one step and tick at least one permission, or choose “Do not allow”.',
    },
  },
  keyRefused: {
    status: 400,
    title: { ru: 'Ключ не подошёл', en: 'The key was not accepted' },
    advice: {
      ru: 'Ничего не изменилось. Проверьте, что ключ скопирован целиком, ещё действует и выпущен на вас.',
      en: 'Nothing has changed. Check that the key is copied whole, is still valid and is your own.',
    },
    continueAt: '/account',
  },
  accountRefused: {
    status: 400,
    title: { ru: 'Аккаунт не связан', en: 'The account was not linked' },
    advice: {
      ru: 'Ничего не изменилось. Там ответили отказом, или вы вошли в аккаунт другой компании. Попробуйте ещё раз.',
      en: 'Nothing has changed. The other side refused, or you were signed in to the account of another company. Try again.',
    },
    continueAt: '/account',
  },
  linkExpired: {
    status: 400,
    title: { ru: 'Связь не создана', en: 'Nothing was linked' },
    advice: {
      ru: 'Ничего не изменилось. Начатое действует десять минут, один раз и в том же браузере, пока вы не вышли. Начните заново.',
      en: 'Nothing has changed. What was started works once, for ten minutes, in the same browser, until you sign out. Start again.',
    },
    continueAt: '/account',
  },
  identityDown: {
    status: 502,
    title: { ru: 'Служба входа не отвечает', en: 'The sign-in service does not answer' },
    advice: {
      ru: 'Это на нашей стороне. Подождите минуту и начните заново там, откуда начинали.',
      en: 'This is on our side. Wait a minute and start again where you started.',
    },
  },
  identityRefused: {
    status: 502,
    title: { ru: 'Вход не подтверждён', en: 'The sign-in was not confirmed' },
    advice: {
      ru: 'Ответ службы входа не прошёл проверку, поэтому никто не вошёл. Начните заново там, откуда начинали; если повторится, напишите в поддержку школы.',
      en: 'The answer of the sign-in service did not hold, so nobody was signed in. Start again where you started; if it happens again, write to the support of the school.',
    },
  },
  signInExpired: {
    status: 400,
    title: { ru: 'Вход не завершён', en: 'The sign-in did not finish' },
    advice: {
      ru: 'Начатый вход действует десять минут, один раз и в том же браузере. Войдите ещё раз.',
      en: 'A started sign-in works once, for ten minutes, in the same browser. Sign in again.',
    },
    continueAt: '/account',
  },
  foreignForm: {
    status: 403,
    title: { ru: 'Форма не принята', en: 'The form was not accepted' },
    advice: {
      ru: 'Она устарела или пришла с другого сайта. Ничего не изменилось.',
      en: 'It is out of date or came from another site. Nothing has changed.',
    },
    continueAt: '/account',
  },
  tokenIncomplete: {
    status: 400,
    title: { ru: 'Токен не создан', en: 'The token was not created' },
    advice: {
      ru: `Нужны название до ${MAX_NAME_LENGTH} знаков, срок и хотя бы одно разрешение.`,
      en: `It needs a name of at most ${MAX_NAME_LENGTH} characters, a term and at least one permission.`,
    },
    continueAt: '/account',
  },
  tokenRepeated: {
    status: 409,
    title: { ru: 'Этот токен уже создан', en: 'This token exists already' },
    advice: {
      ru: 'Второй раз его не показать. Если вы его не скопировали, отзовите его и создайте новый.',
      en: 'It cannot be shown again. If you have not copied it, revoke it and create another.',
    },
    continueAt: '/account',
  },
  tooManyTokens: {
    status: 409,
    title: {
      ru: `Токенов уже ${MAX_TOKENS}`,
      en: `There are ${MAX_TOKENS} tokens already`,
    },
    advice: {
      ru: 'Больше нельзя. Отзовите ненужный и создайте новый.',
      en: 'That is the most. Revoke one you do not need and create another.',
    },
    continueAt: '/account',
  },
  confirmationOld: {
    status: 409,
    title: { ru: 'Подтверждение устарело', en: 'The confirmation has expired' },
    advice: {
      ru: 'Ничего не удалено. Подтверждение действует недолго и один раз; начните удаление заново.',
      en: 'Nothing was deleted. A confirmation works once and for a short time; start the deletion again.',
    },
    continueAt: '/account',
  },
  tooManyCalls: {
    status: 429,
    title: { ru: 'Слишком много запросов', en: 'Too many requests' },
    advice: { ru: 'Подождите минуту и нажмите ещё раз.', en: 'Wait a minute and press again.' },
    continueAt: '/account',
  },
  busy: {
    status: 503,
    title: { ru: 'Хранилище сейчас не отвечает', en: 'The storage does not answer at the moment' },
    advice: {
      ru: 'Это на нашей стороне. Подождите минуту и нажмите ещё раз.',
      en: 'This is on our side. Wait a minute and press again.',
    },
    continueAt: '/account',
  },
  tooMany: {
    status: 429,
    title: { ru: 'Слишком много попыток', en: 'Too many attempts' },
    advice: { ru: 'Подождите минуту и попробуйте снова.', en: 'Wait a minute and try again.' },
  },
  tooLarge: {
    status: 413,
    title: { ru: 'Форма слишком большая', en: 'The form is too large' },
    advice: {
      ru: 'Вернитесь в приложение и начните подключение заново.',
      en: 'Go back to the app and start connecting again.',
    },
  },
  tooSlow: {
    status: 408,
    title: { ru: 'Форма шла слишком долго', en: 'The form took too long' },
    advice: { ru: 'Проверьте связь и отправьте её ещё раз.', en: 'Check the connection and send it again.' },
  },
  cutOff: {
    status: 400,
    title: { ru: 'Форма пришла не целиком', en: 'The form did not arrive whole' },
    advice: { ru: 'Проверьте связь и отправьте её ещё раз.', en: 'Check the connection and send it again.' },
  },
  unreadable: {
    status: 415,
    title: { ru: 'Форму не удалось прочитать', en: 'The form could not be read' },
    advice: {
      ru: 'Ничего не изменилось. Нужна кодировка UTF-8: обычный браузер выбирает её сам.',
      en: 'Nothing has changed. It has to be in UTF-8, which a usual browser chooses by itself.',
    },
  },
  notFound: {
    status: 404,
    title: { ru: 'Такой страницы нет', en: 'There is no such page' },
    advice: {
      ru: 'Проверьте адрес или начните с первой страницы.',
      en: 'Check the address, or begin at the first page.',
    },
  },
  unexpected: {
    status: 500,
    title: { ru: 'Что-то сломалось', en: 'Something broke' },
    advice: {
      ru: 'Это на нашей стороне, и в журнале это видно. Попробуйте ещё раз через минуту.',
      en: 'This is on our side, and our log shows it. Try again in a minute.',
    },
  },
} as const satisfies Record<string, ErrorPage>;

/** Code of an error page, also written to the log. */
export type PageErrorCode = keyof typeof PAGE_ERRORS;

const CONTINUE = { ru: 'К странице доступа', en: 'To the access page' } as const;

const WAY_BACK = {
  ru: {
    lead: 'Запрос пришёл от приложения по адресу',
    go: 'Вернуться туда',
    only: 'Только если вы сами начали подключение:',
  },
  en: {
    lead: 'The request came from the app at',
    go: 'Go back there',
    only: 'Only if you started connecting yourself:',
  },
} as const;

/** Responds with an error page. `wayBack` is an address of the client, which may be a stranger's: it is shown before it is followed. */
export async function errorPage(code: PageErrorCode, language: Language, wayBack?: string): Promise<Response> {
  const { status, title, advice, continueAt }: ErrorPage = PAGE_ERRORS[code];
  const page: Html = renderPage({
    language,
    title: title[language],
    body: html`<div class="card"><h1>${title[language]}</h1><p>${advice[language]}</p>
${wayOn(continueAt, wayBack, language)}</div>`,
  });
  return new Response(await page, { status, headers: pageHeaders() });
}

/** No page of an error is the end of the way. */
function wayOn(continueAt: ErrorPage['continueAt'], wayBack: string | undefined, language: Language): Html {
  if (wayBack !== undefined) return wayBackTo(wayBack, language);
  return continueAt ? html`<p><a href="${continueAt}">${CONTINUE[language]}</a></p>` : homeLink(language);
}

function wayBackTo(address: string, language: Language): Html {
  const { lead, go, only } = WAY_BACK[language];
  return html`<p>${lead} <strong>${new URL(address).host}</strong>. ${only} <a href="${address}">${go}</a>.</p>`;
}
