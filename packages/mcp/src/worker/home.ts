import { type Html, type Language, pageHeaders, policyLinks, renderPage } from '@aisystant/oauth/pages';
import { html } from 'hono/html';
import { hasScopedParts, type ServerDefinition } from '../define/server.ts';

const TEXTS = {
  ru: {
    what: 'Сервер MCP: через него ваш чат работает с этим разделом.',
    address: 'Адрес для подключения',
    how: 'Добавьте адрес в приложении как MCP-сервер (коннектор) или выполните строку в терминале.',
    signIn: 'Войти и выбрать разрешения приложение попросит само.',
    open: 'Входить не нужно.',
    tools: 'Что он умеет',
    account: 'Подключённые приложения и личные токены',
    front: 'На главную',
  },
  en: {
    what: 'An MCP server: through it your chat works with this part of Aisystant.',
    address: 'Address to connect',
    how: 'Add the address to your app as an MCP server (connector), or run a line in a terminal.',
    signIn: 'The app will ask you to sign in and choose permissions.',
    open: 'You need not sign in.',
    tools: 'What it can do',
    account: 'Connected apps and personal tokens',
    front: 'To the front page',
  },
} as const;

/** The front page of a server: what it is, how to connect, its tools. */
export async function homePage<Env, S>(
  server: ServerDefinition<Env, S>,
  { resource, portalUrl }: { readonly resource: string; readonly portalUrl: string },
  language: Language,
): Promise<Response> {
  const text = TEXTS[language];
  const page: Html = renderPage({
    language,
    title: server.title[language],
    body: html`<div class="card">
<h1>${server.title[language]}</h1>
<p>${text.what}</p>
<h2>${text.address}</h2>
<pre tabindex="0"><code>${resource}</code></pre>
<p>${text.how} ${hasScopedParts(server) ? text.signIn : text.open}</p>
<pre tabindex="0"><code>claude mcp add --transport http ${server.name} ${resource}
codex mcp add ${server.name} --url ${resource}</code></pre>
<p><a href="/account">${text.account}</a></p>
${[...(server.personPages ?? []), ...(server.pages ?? [])].map(({ path, title }) => html`<p><a href="${path}">${title[language]}</a></p>`)}
<h2>${text.tools}</h2>
<ul lang="ru">${server.tools.map((tool) => html`<li>${tool.facts.title}<br><code>${breakable(tool.name)}</code></li>`)}</ul>
</div><p><a href="${portalUrl}/">${text.front}</a></p>${policyLinks(language, portalUrl)}`,
  });
  return new Response(await page, { headers: pageHeaders() });
}

/** Lets a long name wrap after an underscore. */
function breakable(name: string): Html {
  return html`${name.split('_').map((part, index) => (index === 0 ? part : html`_<wbr>${part}`))}`;
}
