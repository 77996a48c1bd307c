import { html } from 'hono/html';
import type { Language, Localized } from './language.ts';
import { type Html, pageHeaders, renderPage } from './layout.ts';

/** Something that stopped a sign-in, in words that say what to do next. */
export interface Fault {
  /** HTTP status of the page. */
  readonly status: number;
  readonly title: Localized;
  readonly advice: Localized;
}

/** Everything that can stop a sign-in. */
export const FAULTS = {
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
      ru: 'Разрешение действует десять минут и один раз, в том же браузере. Вернитесь в приложение и начните подключение заново.',
      en: 'A permission page works once, for ten minutes, in the same browser. Go back to the app and start connecting again.',
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
  identityDown: {
    status: 502,
    title: { ru: 'Служба входа не отвечает', en: 'The sign-in service does not answer' },
    advice: {
      ru: 'Это на нашей стороне. Подождите минуту, вернитесь в приложение и начните подключение заново.',
      en: 'This is on our side. Wait a minute, go back to the app and start connecting again.',
    },
  },
  tooMany: {
    status: 429,
    title: { ru: 'Слишком много попыток входа', en: 'Too many sign-in attempts' },
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
  notFound: {
    status: 404,
    title: { ru: 'Такой страницы нет', en: 'There is no such page' },
    advice: {
      ru: 'Проверьте адрес. Сервер MCP отвечает по адресу /mcp.',
      en: 'Check the address. The MCP server answers at /mcp.',
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
} as const satisfies Record<string, Fault>;

/** Name of a fault. */
export type FaultName = keyof typeof FAULTS;

/** Renders a fault as a whole response. */
export async function faultResponse(name: FaultName, language: Language): Promise<Response> {
  const { status, title, advice }: Fault = FAULTS[name];
  const page: Html = renderPage({
    language,
    title: title[language],
    body: html`<div class="card"><h1>${title[language]}</h1><p>${advice[language]}</p></div>`,
  });
  return new Response(await page, { status, headers: pageHeaders() });
}
