import {
  bridgedEntry,
  claudeCodeCommand,
  codexCommand,
  cursorLink,
  directEntry,
  mcpServersBlock,
  vsCodeLink,
} from '@aisystant/fleet/connect';
import { type Html, type Language, renderPage } from '@aisystant/oauth/pages';
import { html } from 'hono/html';
import { deployedServers, type ShownServer } from './fleet-view.ts';

const TEXTS = {
  ru: {
    title: 'Проводник в вашем чате',
    lead: 'Проводник помогает растить практики развития: подвести итоги недели, записать помидорку, разобрать затык. Он живёт в чате, которым вы уже пользуетесь, и опирается на ваши записи, а не на догадки.',
    servers: 'Что можно подключить',
    serversLead: 'Каждый сервер подключается отдельно, вход один на все. Что именно разрешить, вы выбираете сами.',
    connect: 'Как подключить',
    chatgptSteps: [
      'Откройте Settings → Apps & Connectors → Advanced settings и включите Developer mode.',
      'Нажмите Create и вставьте адрес сервера. Authentication — OAuth.',
      'Войдите и отметьте, что разрешаете. Повторите для второго сервера.',
    ],
    claudeSteps: [
      'Откройте Settings → Connectors → Add custom connector.',
      'Вставьте адрес сервера и нажмите Connect.',
      'Войдите и отметьте, что разрешаете. Повторите для второго сервера.',
    ],
    terminal: 'Выполните в терминале, затем войдите командой',
    buttons: 'Добавить одной кнопкой:',
    orFile: 'или впишите в файл',
    desktop: 'Впишите в claude_desktop_config.json (нужен Node.js):',
    anyClient: 'Любой другой клиент MCP',
    anyClientLead: 'Готовый блок с адресами:',
    privacy: 'Какие данные хранятся',
    terms: 'Условия',
  },
  en: {
    title: 'The Guide in your chat',
    lead: 'The Guide helps you grow your practices: sum up a week, log a pomodoro, work out a blocker. It lives in the chat you already use and relies on your records, not on guesses.',
    servers: 'What you can connect',
    serversLead: 'Each server is connected on its own; one sign-in serves all. You choose what to allow.',
    connect: 'How to connect',
    chatgptSteps: [
      'Open Settings → Apps & Connectors → Advanced settings and turn on Developer mode.',
      'Choose Create and paste the address of a server. Authentication is OAuth.',
      'Sign in and tick what you allow. Repeat for the other server.',
    ],
    claudeSteps: [
      'Open Settings → Connectors → Add custom connector.',
      'Paste the address of a server and choose Connect.',
      'Sign in and tick what you allow. Repeat for the other server.',
    ],
    terminal: 'Run in a terminal, then sign in with',
    buttons: 'Add with one button:',
    orFile: 'or write into',
    desktop: 'Write into claude_desktop_config.json (needs Node.js):',
    anyClient: 'Any other MCP client',
    anyClientLead: 'A ready block with the addresses:',
    privacy: 'What data is kept',
    terms: 'Terms',
  },
} as const;

/** The front page: all servers, and how to connect them. */
export function frontPage(servers: readonly ShownServer[], language: Language): Html {
  const text = TEXTS[language];
  return renderPage({
    language,
    title: text.title,
    wide: true,
    body: html`<h1>${text.title}</h1>
<p>${text.lead}</p>
<h2>${text.servers}</h2>
<p class="muted">${text.serversLead}</p>
${servers.map((server) => serverCard(server, language))}
<h2>${text.connect}</h2>
${clientSections(servers, language)}
<p class="muted"><a href="/privacy">${text.privacy}</a> · <a href="/terms">${text.terms}</a> · <a href="/llms.txt">llms.txt</a></p>`,
  });
}

function serverCard({ title, name, url, tools }: ShownServer, language: Language): Html {
  return html`<section class="card">
<h3>${title[language]} <span class="muted">${name}</span></h3>
${codeBlock(url)}
<ul lang="ru">${tools.map((tool) => html`<li>${tool.intent} <code>${tool.name}</code></li>`)}</ul>
</section>`;
}

function clientSections(servers: readonly ShownServer[], language: Language): Html {
  const text = TEXTS[language];
  const lines = (line: (server: ShownServer) => string) => codeBlock(servers.map(line).join('\n'));
  const buttons = (link: (server: ShownServer) => string) =>
    html`<p class="actions">${servers.map((server) => html`<a class="button" href="${link(server)}">${server.title[language]}</a>`)}</p>`;
  return html`
${section('ChatGPT', steps(text.chatgptSteps))}
${section('Claude.ai', steps(text.claudeSteps))}
${section('Claude Code', html`<p>${text.terminal} <code>/mcp</code>:</p>${lines(claudeCodeCommand)}`)}
${section('Codex', html`<p>${text.terminal} <code>codex mcp login</code>:</p>${lines(codexCommand)}`)}
${section('Cursor', html`<p>${text.buttons}</p>${buttons(cursorLink)}<p>${text.orFile} <code>.cursor/mcp.json</code>:</p>${codeBlock(mcpServersBlock(servers, directEntry))}`)}
${section('VS Code', html`<p>${text.buttons}</p>${buttons(vsCodeLink)}`)}
${section('Claude Desktop', html`<p>${text.desktop}</p>${codeBlock(mcpServersBlock(servers, bridgedEntry))}`)}
${section(text.anyClient, html`<p>${text.anyClientLead}</p>${codeBlock(mcpServersBlock(deployedServers, directEntry))}`)}`;
}

function section(title: string, body: Html): Html {
  return html`<section class="card"><h3>${title}</h3>${body}</section>`;
}

function steps(items: readonly string[]): Html {
  return html`<ol>${items.map((item) => html`<li>${item}</li>`)}</ol>`;
}

/** Code that may scroll sideways can be reached with the keyboard. */
function codeBlock(code: string): Html {
  return html`<pre tabindex="0"><code>${code}</code></pre>`;
}
