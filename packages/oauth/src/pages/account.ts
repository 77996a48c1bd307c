import { html } from 'hono/html';
import type { Connection, Connections } from '../connections.ts';
import { activityCard, type ShownCalls } from './activity.ts';
import { formatAgo, formatDay } from './dates.ts';
import { accountForm } from './form.ts';
import { homeLink } from './home-link.ts';
import type { Language, Localized } from './language.ts';
import { type Html, renderPage } from './layout.ts';
import { ownDataCard } from './own-data.ts';
import { newTokenForm, type TokenSection, tokenList } from './personal-tokens.ts';
import { policyLinks } from './policies.ts';
import { scopeList } from './scope-list.ts';
import { type LinkSection, linkCard } from './third-party-link.ts';

/** What became of an action, in the `done` query parameter. */
export type Done =
  | 'session_ended'
  | 'ended'
  | 'all_ended'
  | 'signed_out'
  | 'key_linked'
  | 'key_removed'
  | 'account_linked'
  | 'account_unlinked';

/** The page of a person who is not signed in. */
export interface WelcomePage {
  readonly language: Language;
  readonly serverTitle: Localized;
  /** Origin of the portal with the policies. */
  readonly portalUrl: string;
  /** An untrusted query parameter; a {@link Done} or anything else. */
  readonly done: string | undefined;
}

/** The page of a person who is signed in. */
export interface AccountPage extends WelcomePage, TokenSection, ShownCalls {
  readonly person: { readonly userId: string; readonly email?: string; readonly login?: string };
  readonly connections: Connections;
  /** The link to a third party; undefined at a server that has none. */
  readonly link: LinkSection | undefined;
}

const TEXTS = {
  ru: {
    title: (server: string) => `Доступ: ${server}`,
    welcome:
      'Здесь видно, какие приложения вы подключили к этому разделу, и любое можно отключить. Здесь же создают личные токены.',
    signIn: 'Войти',
    signInAsOther: 'Войти другим пользователем',
    signedInAs: 'Вы вошли как',
    signedIn: 'Вы вошли.',
    number: 'Ваш номер на этом сервере',
    anonymous:
      'Ваши записи подписаны этим номером, а не именем или почтой. Назовите его, если пишете в поддержку школы.',
    signOut: 'Выйти',
    apps: 'Подключённые приложения',
    noApps: 'Пока ничего не подключено.',
    howToConnect: 'Как подключить',
    onYourComputer: 'программа на вашем компьютере',
    describedAt: 'описание размещено на',
    connected: 'Подключено',
    used: 'обращалось',
    endsBySelf: 'Это приложение не продлевает доступ: он закончится сам в течение часа, и строка исчезнет.',
    disconnect: 'Отключить',
    hasMore: 'Показаны не все. Остальные тоже отключит кнопка «Отключить всё».',
    delay: 'После отключения доступ закрывается не мгновенно, а в течение минуты.',
    disconnectAll: 'Отключить всё сразу',
    disconnectAllLead:
      'Отключатся все приложения, отзовутся все токены, в других браузерах придётся войти заново. Ваши записи останутся на месте.',
    disconnectAllButton: 'Отключить всё',
    done: {
      session_ended: 'Вход уже закончился, и ничего не изменилось. Чтобы повторить, войдите снова.',
      ended: 'Готово. Доступ закроется в течение минуты; до тех пор строка может ещё быть в списке.',
      all_ended: 'Всё отключено. Доступ закроется в течение минуты; до тех пор строки могут ещё быть в списке.',
      signed_out:
        'Вы вышли. Подключённые приложения продолжат работать. На чужом компьютере выйдите и из службы входа.',
      key_linked: 'Готово. Теперь сервер читает вашим ключом.',
      key_removed: 'Готово. Ключ удалён.',
      account_linked: 'Готово. Теперь сервер читает с правами вашего аккаунта.',
      account_unlinked: 'Готово. Связь удалена, сервер больше не читает от вашего имени.',
    },
  },
  en: {
    title: (server: string) => `Access: ${server}`,
    welcome:
      'Here you see which apps you have connected to this part of Aisystant, and can disconnect any of them. Personal tokens are made here too.',
    signIn: 'Sign in',
    signInAsOther: 'Sign in as another user',
    signedInAs: 'You are signed in as',
    signedIn: 'You are signed in.',
    number: 'Your number at this server',
    anonymous:
      'Your records are kept under this number, not under a name or an e-mail. Give it when you write to the support of the school.',
    signOut: 'Sign out',
    apps: 'Connected apps',
    noApps: 'Nothing is connected yet.',
    howToConnect: 'How to connect',
    onYourComputer: 'a program on your computer',
    describedAt: 'description hosted at',
    connected: 'Connected on',
    used: 'last used',
    endsBySelf: 'This app does not renew its access: it ends by itself within an hour, and the row goes.',
    disconnect: 'Disconnect',
    hasMore: 'Not all are shown. “Disconnect everything” ends the others too.',
    delay: 'Access does not end at once but within a minute.',
    disconnectAll: 'Disconnect everything at once',
    disconnectAllLead: 'All apps are disconnected, all tokens revoked, other browsers signed out. Your records stay.',
    disconnectAllButton: 'Disconnect everything',
    done: {
      session_ended: 'Your sign-in had ended, and nothing was changed. To do it again, sign in.',
      ended: 'Done. Access ends within a minute; until then the row may still be listed.',
      all_ended: 'Everything is disconnected. Access ends within a minute; until then rows may still be listed.',
      signed_out:
        'You are signed out. Connected apps go on working. On a shared computer, sign out of the sign-in service too.',
      key_linked: 'Done. The server now reads with your key.',
      key_removed: 'Done. The key is deleted.',
      account_linked: 'Done. The server now reads with the rights of your account.',
      account_unlinked: 'Done. The link is deleted, and the server no longer reads on your behalf.',
    },
  },
} as const;

/** Renders the page of a person who is not signed in. */
export function renderWelcome({ language, serverTitle, portalUrl, done }: WelcomePage): Html {
  const text = TEXTS[language];
  return renderPage({
    language,
    title: text.title(serverTitle[language]),
    body: html`${doneMessage(language, done)}<div class="card">
<h1>${text.title(serverTitle[language])}</h1>
<p>${text.welcome}</p>
<p class="actions"><a class="button primary" href="/account/sign-in">${text.signIn}</a></p>
<p><a href="/account/sign-in?as=other">${text.signInAsOther}</a></p>
</div>${homeLink(language)}${policyLinks(language, portalUrl)}`,
  });
}

/** Renders a person's page: their identity, connected apps and personal tokens. */
export function renderAccount(page: AccountPage): Html {
  const { language, serverTitle, person, csrf, connections, tokens } = page;
  const text = TEXTS[language];
  const name = person.email ?? person.login;
  const hasAccess = connections.items.length > 0 || connections.hasUnfinished || tokens.length > 0;
  return renderPage({
    language,
    title: text.title(serverTitle[language]),
    body: html`${doneMessage(language, page.done)}<div class="card">
<h1>${text.title(serverTitle[language])}</h1>
<p>${name === undefined ? text.signedIn : html`${text.signedInAs} <strong><bdi>${name}</bdi></strong>.`}</p>
${accountForm({ action: '/account/sign-out', csrf, body: html`<button>${text.signOut}</button>` })}
${person.email === undefined ? personNumber(language, person.userId) : ''}
</div>
${page.link ? linkCard(language, csrf, page.link) : ''}
${appsCard(page)}
${tokenList(page)}
${newTokenForm(page)}
${activityCard(language, page)}
${ownDataCard(language, csrf)}
${hasAccess ? disconnectAllCard(language, csrf) : ''}
${homeLink(language)}${policyLinks(language, page.portalUrl)}`,
  });
}

/** The pairwise id, which says nothing to a person: out of sight until they look for it. */
function personNumber(language: Language, userId: string): Html {
  const text = TEXTS[language];
  return html`<details><summary>${text.number}</summary><p>${text.anonymous}</p><p><code>${userId}</code></p></details>`;
}

function doneMessage(language: Language, done: string | undefined): Html | '' {
  const messages: { readonly [done: string]: string } = TEXTS[language].done;
  if (done === undefined || !Object.hasOwn(messages, done)) return '';
  return html`<p class="note" role="status">${messages[done]}</p>`;
}

function appsCard(page: AccountPage): Html {
  const { language, connections } = page;
  const text = TEXTS[language];
  const empty = html`<p>${text.noApps} <a href="/">${text.howToConnect}</a></p>`;
  return html`<section class="card">
<h2>${text.apps}</h2>
${connections.items.length === 0 ? empty : html`<ul class="rows">${connections.items.map((app) => appRow(app, page))}</ul><p class="muted">${text.delay}</p>`}
${connections.hasMore ? html`<p class="muted">${text.hasMore}</p>` : ''}
</section>`;
}

function appRow(app: Connection, { language, lastUses, now, csrf, scopes }: AccountPage): Html {
  const text = TEXTS[language];
  // The sign-in is the first use, and the uses of its hour are not recorded.
  const use = `${text.used} ${formatAgo(lastUses.get(app.id) ?? app.createdAt, now, language)}`;
  const body = html`<button aria-label="${text.disconnect}: ${app.client}">${text.disconnect}</button>`;
  return html`<li>
<h3><bdi>${app.client}</bdi></h3>
<p>${app.redirectHost}${app.isLoopback ? ` — ${text.onYourComputer}` : ''}${app.domain === undefined ? '' : html`, ${text.describedAt} ${app.domain}`}</p>
${scopeList(app.scopes, scopes, language)}
<p class="muted">${text.connected} ${formatDay(app.createdAt, language)}, ${use}.${app.endsAt === undefined ? '' : ` ${text.endsBySelf}`}</p>
${accountForm({ action: '/account/disconnect', csrf, id: app.id, body })}
</li>`;
}

/** Inside `details`, so that it takes two clicks without a script. */
function disconnectAllCard(language: Language, csrf: string): Html {
  const text = TEXTS[language];
  return html`<section class="card"><details>
<summary>${text.disconnectAll}</summary>
<p>${text.disconnectAllLead}</p>
${accountForm({ action: '/account/disconnect-all', csrf, body: html`<button class="danger">${text.disconnectAllButton}</button>` })}
</details></section>`;
}
