import { html, raw } from 'hono/html';
import { type ActivityEntry, type ActivityPage, RETENTION_DAYS } from '../activity/activity-entry.ts';
import { formatClock, formatDay } from './dates.ts';
import type { Language, Localized } from './language.ts';
import { type Html, renderPage } from './layout.ts';

/** Path of the page with all calls. */
export const ACTIVITY_PATH = '/account/activity';

/** Calls that the account page shows itself. */
const NEWEST = 5;

/** Titles of what can be called, by kind and name: `tool dt.get_goals`. */
export type CallTitles = ReadonlyMap<string, string>;

/** Calls as pages show them. */
export interface ShownCalls {
  /** Null while none can be read. */
  readonly calls: ActivityPage | null;
  /** Titles of the servers whose calls cannot be read. */
  readonly missing: readonly Localized[];
  readonly titles: CallTitles;
}

/** A page of a person's calls. */
export interface CallsPage extends ShownCalls {
  readonly language: Language;
  readonly serverTitle: Localized;
}

/** What is kept of calls, in words that a number follows. */
export const CALLS: Localized = { ru: 'обращения приложений', en: 'calls of apps' };

/** What the privacy page says of the calls that every server keeps. */
export const CALLS_PRIVACY: { readonly heading: Localized; readonly text: Localized } = {
  heading: { ru: 'Мои обращения', en: 'My activity' },
  text: {
    ru: `Каждый сервер помнит ${RETENTION_DAYS} дней, когда и какое приложение что вызвало от вашего имени и чем это кончилось; того, о чём спрашивали и что ответили, в этом списке нет. Список виден вам на странице /account, входит в копию данных и удаляется вместе с ними. Вызовы без входа не запоминаются.`,
    en: `For ${RETENTION_DAYS} days each server remembers when which app called what on your behalf and how that ended; what was asked and answered is not in this list. You see it on the page /account; it is part of the copy of your data and is deleted with them. Calls without a sign-in are not remembered.`,
  },
};

const TEXTS = {
  ru: {
    lead: `Что приложения вызывали от вашего имени за последние ${RETENTION_DAYS} дней. О чём спрашивали и что ответили, здесь не хранится.`,
    none: 'Пока ничего.',
    unavailable: 'Список сейчас не открывается. Обновите страницу через минуту.',
    missing: (servers: string) => `Показано не всё. Сейчас не читается: ${servers}. Обновите страницу через минуту.`,
    all: 'Показать все обращения',
    older: 'Раньше',
    newest: 'К самым новым',
    back: 'К странице доступа',
    clock: 'Время московское. Последние несколько секунд могут ещё не попасть в список.',
    token: 'токен',
    company: 'программа компании',
    account: 'страница доступа',
    outcome: {
      OK: 'выполнено',
      INVALID_ARGUMENT: 'не выполнено: ошибка в запросе',
      FORBIDDEN: 'не выполнено: нет разрешения',
      CONSENT_REQUIRED: 'не выполнено: разрешение вы забрали',
      NOT_FOUND: 'не выполнено: такого нет',
      CONFLICT: 'не выполнено: запись успела измениться',
      RATE_LIMITED: 'не выполнено: слишком часто',
      UNAVAILABLE: 'не выполнено: служба не ответила',
      INTERNAL: 'не выполнено: ошибка на сервере',
    },
  },
  en: {
    lead: `What apps called on your behalf in the last ${RETENTION_DAYS} days. What was asked and answered is not kept here.`,
    none: 'Nothing yet.',
    unavailable: 'The list cannot be opened at the moment. Reload the page in a minute.',
    missing: (servers: string) =>
      `Not everything is shown. Cannot be read at the moment: ${servers}. Reload the page in a minute.`,
    all: 'Show all calls',
    older: 'Earlier',
    newest: 'To the newest',
    back: 'To the access page',
    clock: 'Moscow time. The last few seconds may not be in the list yet.',
    token: 'token',
    company: 'program of the company',
    account: 'access page',
    outcome: {
      OK: 'done',
      INVALID_ARGUMENT: 'not done: a mistake in the request',
      FORBIDDEN: 'not done: no permission',
      CONSENT_REQUIRED: 'not done: you took the permission back',
      NOT_FOUND: 'not done: there is no such thing',
      CONFLICT: 'not done: the record had changed',
      RATE_LIMITED: 'not done: too often',
      UNAVAILABLE: 'not done: the service did not answer',
      INTERNAL: 'not done: a fault of the server',
    },
  },
} as const;

/** The part of the account page about calls: the newest of them. */
export function activityCard(language: Language, shown: ShownCalls): Html {
  const { calls } = shown;
  const text = TEXTS[language];
  const more = calls && (calls.next !== null || calls.entries.length > NEWEST);
  return html`<section class="card">
<h2>${CALLS_PRIVACY.heading[language]}</h2>
<p>${text.lead}</p>
${callList(shown, language, 'h3', NEWEST)}
${more ? html`<p><a href="${ACTIVITY_PATH}">${text.all}</a></p>` : ''}
</section>`;
}

/** Renders the page with all calls, a part of them at a time. */
export function renderActivity({ language, serverTitle, ...shown }: CallsPage, isFirst: boolean): Html {
  const text = TEXTS[language];
  const title = CALLS_PRIVACY.heading[language];
  const next = shown.calls?.next ?? null;
  const older = next === null ? '' : html`<a class="button" href="${ACTIVITY_PATH}?before=${next}">${text.older}</a>`;
  const newest = isFirst ? '' : html`<a class="button" href="${ACTIVITY_PATH}">${text.newest}</a>`;
  return renderPage({
    language,
    title,
    body: html`<div class="card">
<h1>${title}: ${serverTitle[language]}</h1>
<p>${text.lead}</p>
${callList(shown, language, 'h2')}
<p class="actions">${older}${newest}</p>
</div><p><a href="/account">${text.back}</a></p>`,
  });
}

function callList(
  { calls, missing, titles }: ShownCalls,
  language: Language,
  heading: 'h2' | 'h3',
  most = Number.POSITIVE_INFINITY,
): Html {
  const text = TEXTS[language];
  if (calls === null) return html`<p>${text.unavailable}</p>`;
  const servers = missing.map((title) => title[language]).join(', ');
  const note = servers === '' ? '' : html`<p>${text.missing(servers)}</p>`;
  const entries = calls.entries.slice(0, most);
  if (entries.length === 0) return html`${note === '' ? html`<p>${text.none}</p>` : note}`;
  const days = Map.groupBy(entries, ({ at_ms }) => formatDay(at_ms / 1000, language));
  return html`${note}${[...days].map(
    ([day, ofDay]) => html`${raw(`<${heading}>`)}${day}${raw(`</${heading}>`)}
<ul class="rows">${ofDay.map((entry) => callRow(entry, titles, language))}</ul>`,
  )}
<p class="muted">${text.clock}</p>`;
}

function callRow({ at_ms, via, app, kind, name, code }: ActivityEntry, titles: CallTitles, language: Language): Html {
  const text = TEXTS[language];
  const outcomes: { readonly [code: string]: string } = text.outcome;
  // What a later version of the server no longer has keeps its name.
  const title = titles.get(`${kind} ${name}`) ?? name;
  const caller = [...(via === 'app' ? [] : [text[via]]), ...(app === '' ? [] : [html`<bdi>${app}</bdi>`])];
  return html`<li>
<strong lang="ru">${title}</strong>
<p class="muted"><time datetime="${new Date(at_ms).toISOString()}">${formatClock(at_ms, language)}</time>, ${caller.map(
    (part, index) => html`${index === 0 ? '' : ' '}${part}`,
  )} — ${outcomes[code] ?? code}</p>
</li>`;
}
