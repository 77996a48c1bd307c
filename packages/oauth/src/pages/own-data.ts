import { html } from 'hono/html';
import type { Erasure } from '../data-rights.ts';
import { accountForm } from './form.ts';
import { homeLink } from './home-link.ts';
import type { Language } from './language.ts';
import { type Html, renderPage } from './layout.ts';

/** The page of an erasure, before or after it. */
export interface ErasurePage {
  readonly language: Language;
  /** CSRF token of the session. */
  readonly csrf: string;
  readonly erasure: Erasure;
}

const TEXTS = {
  ru: {
    heading: 'Ваши записи',
    lead: 'Здесь можно скачать копию всего, что сервер хранит о вас, и удалить это; просить в чате не обязательно. Перед удалением мы покажем, сколько чего есть, и спросим ещё раз.',
    copy: 'Скачать копию моих данных',
    erase: 'Удалить мои данные',
    before: 'Удалить ваши данные насовсем?',
    counts: 'Вот что удалится:',
    nothing: 'Записей нет.',
    final: 'Вернуть удалённое нельзя. Отключатся все приложения, отзовутся все токены, и вы выйдете с этой страницы.',
    confirm: 'Удалить насовсем',
    cancel: 'Не удалять',
    after: 'Удалено',
    gone: 'Вот что удалено:',
    ended: 'Все приложения отключены, токены отозваны, вы вышли.',
  },
  en: {
    heading: 'Your records',
    lead: 'Here you download a copy of all that the server keeps about you, or delete it, without a chat. Before the deletion you see how much there is, and are asked again.',
    copy: 'Download a copy of my data',
    erase: 'Delete my data',
    before: 'Delete your data for good?',
    counts: 'This will be deleted:',
    nothing: 'There are no records.',
    final: 'What is deleted cannot be restored. All apps are disconnected, all tokens revoked, and you are signed out.',
    confirm: 'Delete for good',
    cancel: 'Do not delete',
    after: 'Deleted',
    gone: 'This was deleted:',
    ended: 'All apps are disconnected, tokens revoked, and you are signed out.',
  },
} as const;

/** Renders the part of the account page about the person's records. */
export function ownDataCard(language: Language, csrf: string): Html {
  const text = TEXTS[language];
  return html`<section class="card">
<h2>${text.heading}</h2>
<p>${text.lead}</p>
${accountForm({ action: '/account/copy', csrf, body: html`<button>${text.copy}</button>` })}
${accountForm({ action: '/account/erase', csrf, body: html`<button class="danger">${text.erase}</button>` })}
</section>`;
}

/** Renders the question before an erasure, or the page after it. */
export function renderErasure({ language, csrf, erasure }: ErasurePage): Html {
  const text = TEXTS[language];
  const { confirmation } = erasure;
  const title = confirmation === null ? text.after : text.before;
  const below =
    confirmation === null ? afterErasure(language, erasure) : question(language, csrf, erasure, confirmation);
  return renderPage({ language, title, body: html`<div class="card"><h1>${title}</h1>${below}</div>` });
}

function question(language: Language, csrf: string, erasure: Erasure, confirmation: string): Html {
  const text = TEXTS[language];
  const body = html`<input type="hidden" name="confirm" value="${confirmation}"><button class="danger">${text.confirm}</button>`;
  return html`${countList(language, erasure, text.counts) || html`<p>${text.nothing}</p>`}
<p>${erasure.stays[language]}</p>
<p>${text.final}</p>
${accountForm({ action: '/account/erase', csrf, body })}
<p><a href="/account">${text.cancel}</a></p>`;
}

function afterErasure(language: Language, erasure: Erasure): Html {
  const text = TEXTS[language];
  return html`<p role="status">${text.ended}</p>
${countList(language, erasure, text.gone)}
<p>${erasure.stays[language]}</p>
${homeLink(language)}`;
}

function countList(language: Language, { counts }: Erasure, lead: string): Html | '' {
  const present = counts.filter(({ count }) => count > 0);
  if (present.length === 0) return '';
  const written = new Intl.NumberFormat(language);
  const rows = present.map(({ what, count }) => html`<li>${what[language]}: ${written.format(count)}</li>`);
  return html`<p>${lead}</p><ul>${rows}</ul>`;
}
