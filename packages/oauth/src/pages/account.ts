import { html } from 'hono/html';
import type { Connection, Connections } from '../connections.ts';
import { agoOf, dayOf } from './dates.ts';
import { accountForm } from './form.ts';
import type { Language, Localized } from './language.ts';
import { type Html, renderPage } from './layout.ts';
import { type NewToken, newTokenForm, type ShownToken, tokenList } from './personal-tokens.ts';
import { type ScopeWords, scopeList } from './scope-list.ts';

/** What the person has just done, as the address of the page says it after a form. */
export type Done = 'ended' | 'all_ended' | 'signed_out';

/** What both faces of the page show. */
interface Face {
  readonly language: Language;
  readonly serverTitle: Localized;
  /** Comes from the address of the page: anything may stand there. */
  readonly done: string | undefined;
}

/** What the page shows to a person who is signed in. */
export interface AccountPage extends Face {
  readonly person: { readonly userId: string; readonly email?: string };
  /** Stands in every form. */
  readonly csrf: string;
  /** Every scope of the server in plain words. */
  readonly scopes: ScopeWords;
  readonly connections: Connections;
  readonly tokens: readonly ShownToken[];
  /** When each connection or token was last used, by id, seconds since the epoch. */
  readonly lastUses: ReadonlyMap<string, number>;
  readonly newToken: NewToken;
  /** Seconds since the epoch. */
  readonly now: number;
}

const TEXTS = {
  ru: {
    title: (server: string) => `Доступ: ${server}`,
    welcome:
      'Здесь видно, какие приложения вы подключили к этому разделу, и любое можно отключить. Здесь же создают личные токены.',
    signIn: 'Войти',
    other: 'Войти другим пользователем',
    home: 'Об этом сервере',
    known: 'Вы вошли как',
    unknown: 'Вы вошли. Имени и почты этот сервер не знает, для него вы — номер',
    signOut: 'Выйти',
    apps: 'Подключённые приложения',
    noApps: 'Пока ничего не подключено.',
    how: 'Как подключить',
    here: 'программа на вашем компьютере',
    described: 'описание размещено на',
    connected: 'Подключено',
    used: 'обращалось',
    unused: 'ещё не обращалось',
    disconnect: 'Отключить',
    more: 'Показаны не все. Остальные тоже отключит кнопка «Отключить всё».',
    delay: 'После отключения доступ закрывается не мгновенно, а в течение минуты.',
    all: 'Отключить всё сразу',
    allLead:
      'Отключатся все приложения, отзовутся все токены, в других браузерах придётся войти заново. Ваши записи останутся на месте.',
    allDo: 'Отключить всё',
    done: {
      ended: 'Готово. Доступ закроется в течение минуты; до тех пор строка может ещё быть в списке.',
      all_ended: 'Всё отключено. Доступ закроется в течение минуты; до тех пор строки могут ещё быть в списке.',
      signed_out:
        'Вы вышли. Подключённые приложения продолжат работать. На чужом компьютере выйдите и из службы входа.',
    },
  },
  en: {
    title: (server: string) => `Access: ${server}`,
    welcome:
      'Here you see which apps you have connected to this part of Aisystant, and can disconnect any of them. Personal tokens are made here too.',
    signIn: 'Sign in',
    other: 'Sign in as another user',
    home: 'About this server',
    known: 'You are signed in as',
    unknown: 'You are signed in. This server knows neither your name nor your e-mail; to it you are number',
    signOut: 'Sign out',
    apps: 'Connected apps',
    noApps: 'Nothing is connected yet.',
    how: 'How to connect',
    here: 'a program on your computer',
    described: 'description hosted at',
    connected: 'Connected on',
    used: 'last used',
    unused: 'not used yet',
    disconnect: 'Disconnect',
    more: 'Not all are shown. “Disconnect everything” ends the others too.',
    delay: 'Access does not end at once but within a minute.',
    all: 'Disconnect everything at once',
    allLead: 'All apps are disconnected, all tokens revoked, other browsers signed out. Your records stay.',
    allDo: 'Disconnect everything',
    done: {
      ended: 'Done. Access ends within a minute; until then the row may still be listed.',
      all_ended: 'Everything is disconnected. Access ends within a minute; until then rows may still be listed.',
      signed_out:
        'You are signed out. Connected apps go on working. On a shared computer, sign out of the sign-in service too.',
    },
  },
} as const;

/** The page for somebody who is not signed in. */
export function renderWelcome({ language, serverTitle, done }: Face): Html {
  const text = TEXTS[language];
  return renderPage({
    language,
    title: text.title(serverTitle[language]),
    body: html`${noteOf(language, done)}<div class="card">
<h1>${text.title(serverTitle[language])}</h1>
<p>${text.welcome}</p>
<p class="actions"><a class="button primary" href="/account/sign-in">${text.signIn}</a></p>
<p><a href="/account/sign-in?as=other">${text.other}</a></p>
</div><p><a href="/">${text.home}</a></p>`,
  });
}

/** The page of a person: who they are here, what they let in, their tokens. */
export function renderAccount(page: AccountPage): Html {
  const { language, serverTitle, person, csrf, connections, tokens } = page;
  const text = TEXTS[language];
  const anything = connections.shown.length > 0 || tokens.length > 0;
  return renderPage({
    language,
    title: text.title(serverTitle[language]),
    body: html`${noteOf(language, page.done)}<div class="card">
<h1>${text.title(serverTitle[language])}</h1>
<p>${person.email === undefined ? html`${text.unknown} <code>${person.userId}</code>.` : html`${text.known} <strong>${person.email}</strong>.`}</p>
${accountForm({ action: '/account/sign-out', csrf, body: html`<button>${text.signOut}</button>` })}
</div>
${appsCard(page)}
${tokenList(page)}
${newTokenForm(page)}
${anything ? allCard(language, csrf) : ''}
<p><a href="/">${text.home}</a></p>`,
  });
}

function noteOf(language: Language, done: string | undefined): Html | '' {
  const notes: { readonly [done: string]: string } = TEXTS[language].done;
  return done !== undefined && Object.hasOwn(notes, done) ? html`<p class="note" role="status">${notes[done]}</p>` : '';
}

function appsCard(page: AccountPage): Html {
  const { language, connections } = page;
  const text = TEXTS[language];
  const empty = html`<p>${text.noApps} <a href="/">${text.how}</a></p>`;
  return html`<section class="card">
<h2>${text.apps}</h2>
${connections.shown.length === 0 ? empty : html`<ul class="rows">${connections.shown.map((each) => appRow(each, page))}</ul><p class="muted">${text.delay}</p>`}
${connections.more ? html`<p class="muted">${text.more}</p>` : ''}
</section>`;
}

function appRow(app: Connection, { language, lastUses, now, csrf, scopes }: AccountPage): Html {
  const text = TEXTS[language];
  const used = lastUses.get(app.id);
  const use = used === undefined ? text.unused : `${text.used} ${agoOf(used, now, language)}`;
  const body = html`<button aria-label="${text.disconnect}: ${app.client}">${text.disconnect}</button>`;
  return html`<li>
<h3><bdi>${app.client}</bdi></h3>
<p>${app.redirectHost}${app.local ? ` — ${text.here}` : ''}${app.domain === undefined ? '' : html`, ${text.described} ${app.domain}`}</p>
${scopeList(app.scopes, scopes, language)}
<p class="muted">${text.connected} ${dayOf(app.connected, language)}, ${use}.</p>
${accountForm({ action: '/account/disconnect', csrf, id: app.id, body })}
</li>`;
}

/** Folded, so that it takes two presses and no script. */
function allCard(language: Language, csrf: string): Html {
  const text = TEXTS[language];
  return html`<section class="card"><details>
<summary>${text.all}</summary>
<p>${text.allLead}</p>
${accountForm({ action: '/account/disconnect-all', csrf, body: html`<button class="danger">${text.allDo}</button>` })}
</details></section>`;
}
