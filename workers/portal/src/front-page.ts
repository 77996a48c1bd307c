import { type Language, pageHeaders, renderPage } from '@aisystant/oauth/pages';
import { html } from 'hono/html';

/** A server as the front page shows it. */
export interface ShownServer {
  readonly name: string;
  readonly title: string;
  /** The address to connect. */
  readonly url: string;
}

const TEXTS = {
  ru: {
    title: 'Проводник в вашем чате',
    lead: 'Подключите эти серверы к чату, которым уже пользуетесь, — и он сможет опираться на ваши записи, а не на догадки.',
    servers: 'Серверы',
    how: 'Добавьте адрес в приложении как MCP-сервер (коннектор). Войти и выбрать разрешения оно попросит само; вход один на все серверы.',
  },
  en: {
    title: 'The Guide in your chat',
    lead: 'Connect these servers to the chat you already use, so that it can rely on your records instead of guesses.',
    servers: 'Servers',
    how: 'Add an address to your app as an MCP server (connector). It will ask you to sign in and choose permissions; one sign-in serves all.',
  },
} as const;

/** The page that says what there is and how to connect it. */
export async function frontPage(
  servers: readonly ShownServer[],
  language: Language,
  status: number,
): Promise<Response> {
  const text = TEXTS[language];
  const page = renderPage({
    language,
    title: text.title,
    body: html`<div class="card">
<h1>${text.title}</h1>
<p>${text.lead}</p>
<h2>${text.servers}</h2>
${servers.map(
  (server) => html`<h3>${server.title} <span class="muted">${server.name}</span></h3>
<pre tabindex="0"><code>${server.url}</code></pre>`,
)}
<p class="muted">${text.how}</p>
</div>`,
  });
  return new Response(await page, { status, headers: pageHeaders() });
}
