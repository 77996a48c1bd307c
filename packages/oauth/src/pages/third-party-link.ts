import { html } from 'hono/html';
import { formatDay } from './dates.ts';
import { accountForm } from './form.ts';
import type { Language, Localized } from './language.ts';
import type { Html } from './layout.ts';

/** What the account page shows of a link: never a key or a token. */
export interface LinkSection {
  readonly kind: 'key' | 'account';
  readonly title: Localized;
  readonly lead: Localized;
  /** When something was linked, seconds since the epoch; null when nothing is, `unknown` while that cannot be read. */
  readonly linkedAt: number | null | 'unknown';
}

const TEXTS = {
  ru: {
    key: {
      linked: (day: string) => `Ключ привязан ${day}`,
      link: 'Привязать ключ',
      replace: 'Заменить ключ',
      remove: 'Убрать ключ',
      kept: 'Ключ хранится зашифрованным, и прочесть его здесь нельзя.',
      unknown: 'Сейчас не видно, привязан ли ключ. Обновите страницу через минуту.',
    },
    account: {
      linked: (day: string) => `Аккаунт связан ${day}`,
      link: 'Связать аккаунт',
      replace: 'Связать заново',
      remove: 'Убрать связь',
      kept: 'Пароль вводится только там, сюда он не попадает. Полученный доступ хранится зашифрованным, и прочесть его здесь нельзя.',
      unknown: 'Сейчас не видно, связан ли аккаунт. Обновите страницу через минуту.',
    },
    field: 'Ключ',
  },
  en: {
    key: {
      linked: (day: string) => `A key is linked since ${day}.`,
      link: 'Link a key',
      replace: 'Replace the key',
      remove: 'Remove the key',
      kept: 'The key is kept encrypted and cannot be read here.',
      unknown: 'Whether a key is linked cannot be seen at the moment. Reload the page in a minute.',
    },
    account: {
      linked: (day: string) => `An account is linked since ${day}.`,
      link: 'Link an account',
      replace: 'Link again',
      remove: 'Remove the link',
      kept: 'You give your password only there, never here. The access is kept encrypted and cannot be read here.',
      unknown: 'Whether an account is linked cannot be seen at the moment. Reload the page in a minute.',
    },
    field: 'Key',
  },
} as const;

/** Renders the part of the account page about a link to a third party. */
export function linkCard(language: Language, csrf: string, { kind, title, lead, linkedAt }: LinkSection): Html {
  const { [kind]: text, field } = TEXTS[language];
  if (linkedAt === 'unknown')
    return html`<section class="card"><h2>${title[language]}</h2><p role="status">${text.unknown}</p></section>`;
  const key = html`<label for="key">${field}</label>
<input id="key" type="password" name="key" required maxlength="500" autocomplete="off">
`;
  const body = html`${kind === 'key' ? key : ''}<button>${linkedAt === null ? text.link : text.replace}</button>`;
  const remove = html`<button class="danger">${text.remove}</button>`;
  return html`<section class="card">
<h2>${title[language]}</h2>
<p>${lead[language]}</p>
${linkedAt === null ? '' : html`<p>${text.linked(formatDay(linkedAt, language))}</p>`}
${accountForm({ action: `/account/${kind === 'key' ? 'key' : 'link'}`, csrf, body })}
${linkedAt === null ? '' : accountForm({ action: `/account/${kind === 'key' ? 'key' : 'link'}/remove`, csrf, body: remove })}
<p class="muted">${text.kept}</p>
</section>`;
}
