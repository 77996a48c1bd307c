import { SIGNED_IN, shownByDefault } from '@aisystant/mcp';
import { bridgedEntry, claudeCodeCommand, codexCommand, directEntry, mcpServersBlock } from '../connect.ts';
import { localUrl } from '../local-variables.ts';
import { IDENTITY_LOGIN_PORT, IDENTITY_PORT } from '../manifest.ts';
import { app, portal } from '../servers.ts';
import type { Declared } from './declarations.ts';
import { fenced, table } from './markdown.ts';

const WORDS = {
  en: {
    server: 'Server',
    title: 'What it is',
    address: 'On this machine',
    identity: ['identity provider', 'the local sign-in'],
    tools: ['Server', 'Tool', 'Question', 'Permission', 'Shown at'],
    open: 'none',
    signedIn: 'any sign-in',
    clients: 'Claude · ChatGPT · Codex · Cursor · any MCP client',
    apps: 'timer · bot · LMS',
    browser: 'browser',
    fleet: 'the fleet: Cloudflare Workers',
    store: 'SQLite Durable Objects,<br/>one for each person',
    provider: 'Aisystant Identity<br/>(a local provider on a laptop)',
    withToken: 'with a token',
    signIn: 'sign-in',
    ports: (first: number, last: number) => `${first} to ${last}`,
  },
  ru: {
    server: 'Сервер',
    title: 'Что это',
    address: 'На этой машине',
    identity: ['вход', 'местный вход'],
    tools: ['Сервер', 'Инструмент', 'Вопрос', 'Разрешение', 'Виден по адресу'],
    open: 'не нужно',
    signedIn: 'достаточно войти',
    clients: 'Claude · ChatGPT · Codex · Cursor · любой клиент MCP',
    apps: 'таймер · бот · учебная платформа',
    browser: 'браузер',
    fleet: 'серверы: Cloudflare Workers',
    store: 'SQLite в Durable Object,<br/>у каждого человека свой',
    provider: 'Aisystant Identity<br/>(на ноутбуке — местный вход)',
    withToken: 'с токеном',
    signIn: 'вход',
    ports: (first: number, last: number) => `с ${first} по ${last}`,
  },
} as const;

/** Language of a README. */
export type Language = keyof typeof WORDS;

/** The marked sections of a README. */
export function readmeSections(servers: readonly Declared[], language: Language): { readonly [name: string]: string } {
  const endpoints = servers.map(({ contract: { server }, port }) => ({ name: server, url: `${localUrl(port)}/mcp` }));
  const lines = (line: typeof codexCommand) => fenced('sh', endpoints.map(line).join('\n'));
  return {
    diagram: fenced('mermaid', diagram(servers, language)),
    servers: serverTable(servers, language),
    ports: portRange(servers, language),
    'claude-code': lines(claudeCodeCommand),
    codex: lines(codexCommand),
    cursor: fenced('text', mcpServersBlock(endpoints, directEntry)),
    'claude-desktop': fenced('text', mcpServersBlock(endpoints, bridgedEntry)),
    tools: toolTable(servers, language),
  };
}

/** The part of AGENTS.md's layout that names the servers. */
export function layoutSection(servers: readonly Declared[]): string {
  const row = (folder: string, what: string) => `  ${folder}/`.padEnd(25) + what;
  const rows = servers.map(({ contract: { server, title } }) =>
    row(server, `${title.en}: workers/${server}/README.md`),
  );
  const front = row(portal.name, 'the front page; no data, no secrets');
  const together = row(app.name, 'several servers at one address, off unless named: workers/app/README.md');
  return fenced('text', ['workers/', front, ...rows, together].join('\n'));
}

function serverTable(servers: readonly Declared[], language: Language): string {
  const { server, title, address, identity } = WORDS[language];
  const linked = (name: string) => `[${name}](workers/${name}/README.md)`;
  const rows = servers.map(({ contract, port }) => [
    linked(contract.server),
    contract.title[language],
    `<${localUrl(port)}/mcp>`,
  ]);
  const front = [linked(portal.name), portal.title[language], `<${localUrl(portal.port)}>`];
  return table([server, title, address], [front, ...rows, [...identity, `<${localUrl(IDENTITY_PORT)}>`]]);
}

/** The ports that the local fleet needs: the sign-in is the first, and a new server comes after the last. */
function portRange(servers: readonly Declared[], language: Language): string {
  const ports = [IDENTITY_LOGIN_PORT, app.port, portal.port, ...servers.map(({ port }) => port)];
  return WORDS[language].ports(Math.min(...ports), Math.max(...ports));
}

function toolTable(servers: readonly Declared[], language: Language): string {
  const { tools, open, signedIn } = WORDS[language];
  const permission = (scope: string | null) =>
    scope === null ? open : scope === SIGNED_IN ? signedIn : `\`${scope}\``;
  const rows = servers.flatMap(({ contract }) => {
    const shown = shownByDefault(contract);
    const address = (id: string) => (shown.includes(id) ? '`/mcp`' : '`/mcp?tools=full`');
    return contract.tools.map(({ id, name, intent, scope }) => [
      contract.server,
      `\`${name}\``,
      intent,
      permission(scope),
      address(id),
    ]);
  });
  return table(tools, rows);
}

/** Who calls which Worker, where it stores data and where people sign in. No arrow leads from one server to another. */
function diagram(servers: readonly Declared[], language: Language): string {
  const words = WORDS[language];
  const box = (name: string, title: string) => `    ${idOf(name)}["${name}<br/>${title}"]`;
  return [
    'flowchart TB',
    `  chat["${words.clients}"]`,
    `  apps["${words.apps}"]`,
    `  browser["${words.browser}"]`,
    `  subgraph fleet["${words.fleet}"]`,
    ...servers.map(({ contract: { server, title } }) => box(server, title[language])),
    box(portal.name, portal.title[language]),
    '  end',
    ...(servers.some(({ personObject }) => personObject !== null) ? [`  store[("${words.store}")]`] : []),
    ...(servers.some(({ hasDatabase }) => hasDatabase) ? ['  database[("D1")]'] : []),
    `  identity["${words.provider}"]`,
    ...servers.flatMap((server) => arrowsOf(server, words)),
    '  browser --> portal',
  ].join('\n');
}

function arrowsOf(
  { contract: { server, tools, routes }, personObject, hasDatabase }: Declared,
  { withToken, signIn }: { readonly withToken: string; readonly signIn: string },
) {
  const open = tools.some(({ scope }) => scope === null);
  return [
    `  chat -->|"/mcp${open ? '' : ` ${withToken}`}"| ${idOf(server)}`,
    ...routes.map(({ path }) => `  apps -->|"${path} ${withToken}"| ${idOf(server)}`),
    ...(personObject === null ? [] : [`  ${idOf(server)} --> store`]),
    ...(hasDatabase ? [`  ${idOf(server)} --> database`] : []),
    `  ${idOf(server)} -.->|${signIn}| identity`,
  ];
}

const idOf = (name: string) => name.replaceAll('-', '_');
