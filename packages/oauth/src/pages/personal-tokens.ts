import { html } from 'hono/html';
import { MAX_TOKENS } from '../personal-tokens.ts';
import { formatAgo, formatDay } from './dates.ts';
import { accountForm } from './form.ts';
import type { Language } from './language.ts';
import { type Html, renderPage } from './layout.ts';
import { type ScopeTexts, scopeList } from './scope-list.ts';

/** A personal token as it is shown. */
export interface ShownToken {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  /** Seconds since the epoch. */
  readonly created: number;
  /** Seconds since the epoch. */
  readonly expires: number;
}

/** A personal token as it is listed. */
export interface ListedToken extends ShownToken {
  /** The app that made it, by the name that it gave itself; null when the person made it. */
  readonly madeBy: string | null;
}

/** The form of a new token. */
export interface NewToken {
  /** Id of the new token, so that submitting the form twice creates one. */
  readonly id: string;
  /** Characters. */
  readonly maxNameLength: number;
  readonly lifetimesDays: readonly number[];
  /** Whether the person may have no more tokens. */
  readonly limitReached: boolean;
}

/** The part of the account page about tokens. */
export interface TokenSection {
  readonly language: Language;
  /** CSRF token of the session. */
  readonly csrf: string;
  /** Every scope of the server with its description. */
  readonly scopes: ScopeTexts;
  readonly tokens: readonly ListedToken[];
  /** Last uses of grants and tokens by id, seconds since the epoch. */
  readonly lastUses: ReadonlyMap<string, number>;
  readonly newToken: NewToken;
  /** Seconds since the epoch. */
  readonly now: number;
}

/** The page that shows a new token, once. */
export interface IssuedTokenPage {
  readonly language: Language;
  readonly token: string;
  readonly facts: ShownToken;
  /** Name of the server: `dt-mcp`. */
  readonly server: string;
  /** The resource that accepts the token. */
  readonly resource: string;
}

const DEFAULT_DAYS = 30;

const TEXTS = {
  ru: {
    tokens: 'Личные токены',
    lead: 'Токен заменяет вход через браузер там, где его не открыть: в Claude Code, Codex, Cursor и ваших скриптах. Он открывает только этот сервер и только то, что вы отметите.',
    created: (by: Html, day: string) => html`Создан ${by} ${day}`,
    byYou: html`вами`,
    byApp: 'приложением',
    until: 'действует до',
    used: 'использован',
    unused: 'ещё не использован',
    revoke: 'Отозвать',
    newToken: 'Новый токен',
    limitReached: `Токенов уже ${MAX_TOKENS}, больше нельзя. Отзовите ненужный.`,
    name: 'Название',
    nameHint: 'По нему вы узнаете токен в списке. Например: Claude Code на работе.',
    scopes: 'Что будет можно',
    lifetime: 'Сколько действует',
    days: (days: number) => (days === 365 ? 'Год' : `${days} дней`),
    create: 'Создать токен',
    issued: 'Токен создан',
    shownOnce: 'Скопируйте его сейчас: второй раз он не покажется. У нас остаётся только его отпечаток.',
    keepSecret: 'Кто знает токен, входит как вы. Не вставляйте его в чат и не сохраняйте в коде.',
    howToConnect: 'Как подключить',
    saveInVariable: 'Сохраните токен в переменную окружения:',
    otherClients: 'В других программах токен идёт в заголовке:',
    back: 'К странице доступа',
  },
  en: {
    tokens: 'Personal tokens',
    lead: 'A token stands in for signing in where no browser opens: in Claude Code, Codex, Cursor and your scripts. It opens this server only, and only what you tick.',
    created: (by: Html, day: string) => html`Created ${by} on ${day}`,
    byYou: html`by you`,
    byApp: 'by the app',
    until: 'valid until',
    used: 'last used',
    unused: 'not used yet',
    revoke: 'Revoke',
    newToken: 'New token',
    limitReached: `There are ${MAX_TOKENS} tokens already, which is the most. Revoke one you do not need.`,
    name: 'Name',
    nameHint: 'By it you will know the token in the list. For example: Claude Code at work.',
    scopes: 'What it will be able to do',
    lifetime: 'How long it is valid',
    days: (days: number) => (days === 365 ? 'A year' : `${days} days`),
    create: 'Create the token',
    issued: 'The token is made',
    shownOnce: 'Copy it now: it will not be shown again. We keep only its fingerprint.',
    keepSecret: 'Whoever knows the token is let in as you. Do not paste it into a chat or keep it in code.',
    howToConnect: 'How to connect',
    saveInVariable: 'Put the token into an environment variable:',
    otherClients: 'Other programs send it in a header:',
    back: 'To the access page',
  },
} as const;

/** Renders the list of a person's tokens. */
export function tokenList(page: TokenSection): Html {
  const text = TEXTS[page.language];
  return html`<section class="card">
<h2>${text.tokens}</h2>
<p>${text.lead}</p>
${page.tokens.length === 0 ? '' : html`<ul class="rows">${page.tokens.map((token) => tokenRow(token, page))}</ul>`}
</section>`;
}

function tokenRow(token: ListedToken, { language, scopes, lastUses, now, csrf }: TokenSection): Html {
  const text = TEXTS[language];
  const lastUse = lastUses.get(token.id);
  const use = lastUse === undefined ? text.unused : `${text.used} ${formatAgo(lastUse, now, language)}`;
  const maker = token.madeBy === null ? text.byYou : html`${text.byApp} <bdi>${token.madeBy}</bdi>`;
  const body = html`<button aria-label="${text.revoke}: ${token.name}">${text.revoke}</button>`;
  return html`<li>
<h3><bdi>${token.name}</bdi></h3>
${scopeList(token.scopes, scopes, language)}
<p class="muted">${text.created(maker, formatDay(token.created, language))}, ${text.until} ${formatDay(token.expires, language)}; ${use}.</p>
${accountForm({ action: '/account/tokens/revoke', csrf, id: token.id, body })}
</li>`;
}

/** Renders the form of a new token, folded: few who open the page want one. */
export function newTokenForm({ language, scopes, csrf, newToken }: TokenSection): Html {
  const text = TEXTS[language];
  if (newToken.limitReached)
    return html`<section class="card"><h2>${text.newToken}</h2><p>${text.limitReached}</p></section>`;
  const body = html`
<label for="name">${text.name}</label>
<input id="name" name="name" required maxlength="${newToken.maxNameLength}" autocomplete="off" aria-describedby="name-hint">
<p id="name-hint" class="muted">${text.nameHint}</p>
<fieldset>
<legend>${text.scopes}</legend>
${Object.entries(scopes).map(
  ([id, description]) =>
    html`<label class="tick"><input type="checkbox" name="scope" value="${id}" checked><span>${description[language]}</span></label>`,
)}
</fieldset>
<fieldset>
<legend>${text.lifetime}</legend>
${newToken.lifetimesDays.map(
  (days) =>
    html`<label class="tick"><input type="radio" name="days" value="${days}" required${days === DEFAULT_DAYS ? html` checked` : ''}><span>${text.days(days)}</span></label>`,
)}
</fieldset>
<div class="actions"><button class="primary">${text.create}</button></div>
`;
  return html`<section class="card"><details>
<summary><h2>${text.newToken}</h2></summary>
${accountForm({ action: '/account/tokens', csrf, id: newToken.id, body })}
</details></section>`;
}

/** Renders the page that shows a new token. */
export function renderIssuedToken({ language, token, facts, server, resource }: IssuedTokenPage): Html {
  const text = TEXTS[language];
  const variable = `${server.toUpperCase().replaceAll('-', '_')}_TOKEN`;
  return renderPage({
    language,
    title: text.issued,
    body: html`<div class="card">
<h1>${text.issued}</h1>
<p><strong><bdi>${facts.name}</bdi></strong>, ${text.until} ${formatDay(facts.expires, language)}</p>
<pre class="secret"><code>${token}</code></pre>
<p class="note">${text.shownOnce}</p>
<p>${text.keepSecret}</p>
<h2>${text.howToConnect}</h2>
<p>${text.saveInVariable}</p>
<pre tabindex="0"><code>export ${variable}=…</code></pre>
<p>Claude Code:</p>
<pre tabindex="0"><code>claude mcp add --transport http ${server} ${resource} --header "Authorization: Bearer $${variable}"</code></pre>
<p>Codex:</p>
<pre tabindex="0"><code>codex mcp add ${server} --url ${resource} --bearer-token-env-var ${variable}</code></pre>
<p>${text.otherClients}</p>
<pre tabindex="0"><code>Authorization: Bearer …</code></pre>
</div><p><a href="/account">${text.back}</a></p>`,
  });
}
