import {
  bridgedEntry,
  claudeCodeCommand,
  claudeLink,
  codexCommand,
  codexLogin,
  cursorLink,
  directEntry,
  mcpServersBlock,
  vsCodeLink,
} from '@aisystant/fleet/connect';
import type { Html, Language } from '@aisystant/oauth/pages';
import { html } from 'hono/html';
import { addressBlock, codeBlock } from './code-block.ts';
import type { ShownServer } from './fleet-view.ts';

const TEXTS = {
  ru: {
    chatgptSteps: [
      'Откройте Settings → Apps & Connectors → Advanced settings и включите Developer mode.',
      'Нажмите Create и вставьте адрес. Authentication — OAuth.',
      'Войдите и отметьте, что разрешаете. Так же с каждым адресом:',
    ],
    claudeSteps: [
      'Нажмите кнопку с названием: откроется заполненная форма. Или откройте Settings → Connectors → Add custom connector и вставьте адрес.',
      'Нажмите Connect, войдите и отметьте, что разрешаете. Так же с каждым адресом:',
    ],
    terminal: 'Выполните в терминале, затем войдите командой',
    codex: 'Выполните в терминале:',
    codexLogin: 'Если вход не открылся сам, войдите по имени сервера, например:',
    buttons: 'Добавьте одной кнопкой:',
    orFile: 'Или впишите в файл',
    desktop: 'Впишите в claude_desktop_config.json (нужен Node.js):',
    anyClient: 'Любой другой клиент MCP',
    anyClientLead: 'Готовый блок с адресами:',
    commandsFor: (client: string) => `команды для ${client}`,
    codexLoginCommand: 'команда входа в Codex',
    blockFor: (file: string) => `блок для ${file}`,
    anyClientBlock: 'блок для любого клиента MCP',
    onlyPublic: 'ChatGPT и Claude.ai подключаются только к открытым адресам https: до этой машины они не дотянутся.',
  },
  en: {
    chatgptSteps: [
      'Open Settings → Apps & Connectors → Advanced settings and turn on Developer mode.',
      'Choose Create and paste an address. Authentication is OAuth.',
      'Sign in and tick what you allow. The same with each address:',
    ],
    claudeSteps: [
      'Press the button with the name, which opens the form filled in. Or open Settings → Connectors → Add custom connector and paste an address.',
      'Choose Connect, sign in and tick what you allow. The same with each address:',
    ],
    terminal: 'Run in a terminal, then sign in with',
    codex: 'Run in a terminal:',
    codexLogin: 'If it did not open the sign-in by itself, sign in by the name of a server, like:',
    buttons: 'Add with one button:',
    orFile: 'Or write into',
    desktop: 'Write into claude_desktop_config.json (needs Node.js):',
    anyClient: 'Any other MCP client',
    anyClientLead: 'A ready block with the addresses:',
    commandsFor: (client: string) => `the commands for ${client}`,
    codexLoginCommand: 'the sign-in command of Codex',
    blockFor: (file: string) => `the block for ${file}`,
    anyClientBlock: 'the block for any MCP client',
    onlyPublic: 'ChatGPT and Claude.ai connect only to public https addresses: they cannot reach this machine.',
  },
} as const;

/** How each client is connected, folded; only the clients that can reach the servers. */
export function connectSections(servers: readonly ShownServer[], language: Language): Html {
  const text = TEXTS[language];
  const lines = (client: string, line: (server: ShownServer) => string) =>
    codeBlock(servers.map(line).join('\n'), text.commandsFor(client));
  const buttons = (link: (server: ShownServer) => string) =>
    html`<p class="actions">${servers.map((server) => html`<a class="button" href="${link(server)}">${server.title[language]}</a>`)}</p>`;
  const steps = (items: readonly string[]) =>
    html`<ol>${items.map((item) => html`<li>${item}</li>`)}</ol>${servers.map((server) => html`<p>${server.title[language]}</p>${addressBlock(server, language)}`)}`;
  // A server with a writing tool requires sign-in, so the command for signing in works there.
  const closed = servers.filter(({ tools }) => tools.some(({ effect }) => effect === 'write')).slice(0, 1);
  const reachable = servers.every(({ url }) => url.startsWith('https://'));
  return html`${
    reachable
      ? html`${section('ChatGPT', steps(text.chatgptSteps))}${section('Claude.ai', html`${buttons(claudeLink)}${steps(text.claudeSteps)}`)}`
      : html`<p class="muted">${text.onlyPublic}</p>`
  }
${section('Claude Code', html`<p>${text.terminal} <code>/mcp</code>:</p>${lines('Claude Code', claudeCodeCommand)}`)}
${section('Codex', html`<p>${text.codex}</p>${lines('Codex', codexCommand)}<p>${text.codexLogin}</p>${codeBlock(closed.map(codexLogin).join('\n'), text.codexLoginCommand)}`)}
${section('Cursor', html`<p>${text.buttons}</p>${buttons(cursorLink)}<p>${text.orFile} <code>.cursor/mcp.json</code>:</p>${codeBlock(mcpServersBlock(servers, directEntry), text.blockFor('.cursor/mcp.json'))}`)}
${section('VS Code', html`<p>${text.buttons}</p>${buttons(vsCodeLink)}`)}
${section('Claude Desktop', html`<p>${text.desktop}</p>${codeBlock(mcpServersBlock(servers, bridgedEntry), text.blockFor('claude_desktop_config.json'))}`)}
${section(text.anyClient, html`<p>${text.anyClientLead}</p>${codeBlock(mcpServersBlock(servers, directEntry), text.anyClientBlock)}`)}`;
}

function section(title: string, body: Html): Html {
  return html`<details class="card"><summary><h3>${title}</h3></summary>${body}</details>`;
}
