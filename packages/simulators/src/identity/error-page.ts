import type { ErrorOut } from 'oidc-provider';
import { escapeHtml, languageOf, type PageContext, sendPage } from './page.ts';

const TEXTS = {
  ru: {
    title: 'Вход не удался',
    advice: 'Вернитесь к серверу или приложению, с которого начали, и начните вход заново.',
    reason: 'Причина:',
  },
  en: {
    title: 'Sign-in failed',
    advice: 'Go back to the server or application you came from and start the sign-in again.',
    reason: 'Reason:',
  },
} as const;

/** Responds with a page that names the error and what to do next, without a stack trace. */
export function sendErrorPage(ctx: PageContext, status: number, { error, error_description }: ErrorOut): void {
  const language = languageOf(ctx);
  const texts = TEXTS[language];
  const reason = error_description === undefined ? error : `${error}: ${error_description}`;
  sendPage(ctx, status, language, {
    title: texts.title,
    main: `<h1>${texts.title}</h1>
<p>${texts.advice}</p>
<p class="soft">${texts.reason} <code lang="en">${escapeHtml(reason)}</code></p>`,
  });
}
