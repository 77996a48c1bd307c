import { type Html, type Language, pageHeaders, renderPage } from '@aisystant/oauth/pages';
import { html } from 'hono/html';
import type { ServerDefinition } from './server.ts';

const TEXTS = {
  ru: {
    what: 'Сервер MCP: через него ваш чат работает с этим разделом.',
    address: 'Адрес для подключения',
    how: 'Добавьте адрес в приложении как MCP-сервер (коннектор). Войти и выбрать разрешения оно попросит само.',
    tools: 'Что он умеет',
  },
  en: {
    what: 'An MCP server: through it your chat works with this part of Aisystant.',
    address: 'Address to connect',
    how: 'Add the address to your app as an MCP server (connector). It will ask you to sign in and choose permissions.',
    tools: 'What it can do',
  },
} as const;

/** The page of a server: who I am, how to connect, what I can do. */
export async function homePage<Env, S>(
  server: ServerDefinition<Env, S>,
  resource: string,
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
<pre><code>${resource}</code></pre>
<p class="muted">${text.how}</p>
<h2>${text.tools}</h2>
<ul>${server.tools.map((tool) => html`<li>${tool.facts.title} <code>${tool.name}</code></li>`)}</ul>
</div>`,
  });
  return new Response(await page, { headers: pageHeaders() });
}
