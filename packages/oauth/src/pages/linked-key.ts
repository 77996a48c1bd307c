import { html } from 'hono/html';
import { formatDay } from './dates.ts';
import { accountForm } from './form.ts';
import type { Language, Localized } from './language.ts';
import type { Html } from './layout.ts';

/** What the account page shows of a linked key: never the key. */
export interface LinkedKeySection {
  readonly title: Localized;
  readonly lead: Localized;
  /** When it was linked, seconds since the epoch; null when there is none. */
  readonly linkedAt: number | null;
}

const TEXTS = {
  ru: {
    linked: 'Ключ привязан',
    field: 'Ключ',
    link: 'Привязать ключ',
    replace: 'Заменить ключ',
    remove: 'Убрать ключ',
    kept: 'Ключ хранится зашифрованным, и прочесть его здесь нельзя.',
  },
  en: {
    linked: 'A key is linked since',
    field: 'Key',
    link: 'Link a key',
    replace: 'Replace the key',
    remove: 'Remove the key',
    kept: 'The key is kept encrypted and cannot be read here.',
  },
} as const;

/** Renders the part of the account page about a key of a third party. */
export function linkedKeyCard(language: Language, csrf: string, { title, lead, linkedAt }: LinkedKeySection): Html {
  const text = TEXTS[language];
  const field = html`<label>${text.field} <input type="password" name="key" required maxlength="500" autocomplete="off"></label>
<button>${linkedAt === null ? text.link : text.replace}</button>`;
  return html`<section class="card">
<h2>${title[language]}</h2>
<p>${lead[language]}</p>
${linkedAt === null ? '' : html`<p>${text.linked} ${formatDay(linkedAt, language)}.</p>`}
${accountForm({ action: '/account/key', csrf, body: field })}
${linkedAt === null ? '' : accountForm({ action: '/account/key/remove', csrf, body: html`<button class="danger">${text.remove}</button>` })}
<p class="muted">${text.kept}</p>
</section>`;
}
