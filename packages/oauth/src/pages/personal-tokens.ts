import { html } from 'hono/html';
import type { AccountPage } from './account.ts';
import { agoOf, dayOf } from './dates.ts';
import { accountForm } from './form.ts';
import type { Language } from './language.ts';
import { type Html, renderPage } from './layout.ts';
import { scopeList } from './scope-list.ts';

/** A personal token as its owner sees it. */
export interface ShownToken {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  /** Seconds since the epoch. */
  readonly created: number;
  /** Seconds since the epoch. */
  readonly expires: number;
}

/** What the form of a new token needs. */
export interface NewToken {
  /** Id of the token to be: a form sent twice makes one. */
  readonly id: string;
  /** Longest name, characters. */
  readonly maxName: number;
  /** How long it may live, days. */
  readonly terms: readonly number[];
  /** Whether the person has as many as they may. */
  readonly full: boolean;
}

/** The page that shows a token, this one time. */
export interface MadeToken {
  readonly language: Language;
  readonly token: string;
  readonly facts: ShownToken;
  /** Name of the server: `dt-mcp`. */
  readonly server: string;
  /** Where the token is valid. */
  readonly resource: string;
}

const SELECTED_DAYS = 30;

const TEXTS = {
  ru: {
    tokens: 'Личные токены',
    lead: 'Токен заменяет вход через браузер там, где его не открыть: в Claude Code, Codex, Cursor и ваших скриптах. Он открывает только этот сервер и только то, что вы отметите.',
    created: 'Создан',
    until: 'действует по',
    used: 'использован',
    unused: 'ещё не использован',
    revoke: 'Отозвать',
    add: 'Новый токен',
    full: 'Токенов уже двадцать, больше нельзя. Отзовите ненужный.',
    name: 'Название',
    nameHint: 'По нему вы узнаете токен в списке. Например: Claude Code на работе.',
    scopes: 'Что будет можно',
    term: 'Сколько действует',
    days: (days: number) => (days === 365 ? 'Год' : `${days} дней`),
    make: 'Создать токен',
    made: 'Токен создан',
    once: 'Скопируйте его сейчас: второй раз он не покажется. У нас остаётся только его отпечаток.',
    secret: 'Кто знает токен, входит как вы. Не вставляйте его в чат и не сохраняйте в коде.',
    how: 'Как подключить',
    save: 'Сохраните токен в переменную окружения:',
    other: 'В других программах токен идёт в заголовке:',
    back: 'К странице доступа',
  },
  en: {
    tokens: 'Personal tokens',
    lead: 'A token stands in for signing in where no browser opens: in Claude Code, Codex, Cursor and your scripts. It opens this server only, and only what you tick.',
    created: 'Created on',
    until: 'valid until',
    used: 'last used',
    unused: 'not used yet',
    revoke: 'Revoke',
    add: 'New token',
    full: 'There are twenty tokens already, which is the most. Revoke one you do not need.',
    name: 'Name',
    nameHint: 'By it you will know the token in the list. For example: Claude Code at work.',
    scopes: 'What it will be able to do',
    term: 'How long it is valid',
    days: (days: number) => (days === 365 ? 'A year' : `${days} days`),
    make: 'Create the token',
    made: 'The token is made',
    once: 'Copy it now: it will not be shown again. We keep only its fingerprint.',
    secret: 'Whoever knows the token is let in as you. Do not paste it into a chat or keep it in code.',
    how: 'How to connect',
    save: 'Put the token into an environment variable:',
    other: 'Other programs send it in a header:',
    back: 'To the access page',
  },
} as const;

/** The card with the tokens of the person. */
export function tokenList(page: AccountPage): Html {
  const text = TEXTS[page.language];
  return html`<section class="card">
<h2>${text.tokens}</h2>
<p>${text.lead}</p>
${page.tokens.length === 0 ? '' : html`<ul class="rows">${page.tokens.map((token) => tokenRow(token, page))}</ul>`}
</section>`;
}

function tokenRow(token: ShownToken, { language, scopes, lastUses, now, csrf }: AccountPage): Html {
  const text = TEXTS[language];
  const used = lastUses.get(token.id);
  const use = used === undefined ? text.unused : `${text.used} ${agoOf(used, now, language)}`;
  const body = html`<button aria-label="${text.revoke}: ${token.name}">${text.revoke}</button>`;
  return html`<li>
<h3><bdi>${token.name}</bdi></h3>
${scopeList(token.scopes, scopes, language)}
<p class="muted">${text.created} ${dayOf(token.created, language)}, ${text.until} ${dayOf(token.expires, language)}; ${use}.</p>
${accountForm({ action: '/account/tokens/revoke', csrf, id: token.id, body })}
</li>`;
}

/** The card in which a token is made. */
export function newTokenForm({ language, scopes, csrf, newToken }: AccountPage): Html {
  const text = TEXTS[language];
  if (newToken.full) return html`<section class="card"><h2>${text.add}</h2><p>${text.full}</p></section>`;
  const body = html`
<label for="name">${text.name}</label>
<input id="name" name="name" required maxlength="${newToken.maxName}" autocomplete="off" aria-describedby="name-hint">
<p id="name-hint" class="muted">${text.nameHint}</p>
<fieldset>
<legend>${text.scopes}</legend>
${Object.entries(scopes).map(
  ([id, words]) =>
    html`<label class="tick"><input type="checkbox" name="scope" value="${id}" checked><span>${words[language]}</span></label>`,
)}
</fieldset>
<fieldset>
<legend>${text.term}</legend>
${newToken.terms.map(
  (days) =>
    html`<label class="tick"><input type="radio" name="days" value="${days}" required${days === SELECTED_DAYS ? html` checked` : ''}><span>${text.days(days)}</span></label>`,
)}
</fieldset>
<div class="actions"><button class="primary">${text.make}</button></div>
`;
  return html`<section class="card">
<h2>${text.add}</h2>
${accountForm({ action: '/account/tokens', csrf, id: newToken.id, body })}
</section>`;
}

/** Shows a token to its owner, once. */
export function renderMadeToken({ language, token, facts, server, resource }: MadeToken): Html {
  const text = TEXTS[language];
  const variable = `${server.toUpperCase().replaceAll('-', '_')}_TOKEN`;
  return renderPage({
    language,
    title: text.made,
    body: html`<div class="card">
<h1>${text.made}</h1>
<p><strong><bdi>${facts.name}</bdi></strong>, ${text.until} ${dayOf(facts.expires, language)}</p>
<pre class="secret"><code>${token}</code></pre>
<p class="note">${text.once}</p>
<p>${text.secret}</p>
<h2>${text.how}</h2>
<p>${text.save}</p>
<pre tabindex="0"><code>export ${variable}=…</code></pre>
<p>Claude Code:</p>
<pre tabindex="0"><code>claude mcp add --transport http ${server} ${resource} --header "Authorization: Bearer $${variable}"</code></pre>
<p>Codex:</p>
<pre tabindex="0"><code>codex mcp add ${server} --url ${resource} --bearer-token-env-var ${variable}</code></pre>
<p>${text.other}</p>
<pre tabindex="0"><code>Authorization: Bearer …</code></pre>
</div><p><a href="/account">${text.back}</a></p>`,
  });
}
