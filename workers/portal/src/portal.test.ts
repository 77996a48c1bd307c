import { mcpServers } from '@aisystant/fleet/servers';
import { describe, expect, test } from 'vitest';
import portal from './index.ts';

const DEPLOYED = 'https://portal.example.test';

async function get(path: string, language = 'ru', origin = DEPLOYED) {
  const response = await portal.fetch(new Request(origin + path, { headers: { 'accept-language': language } }));
  return { status: response.status, headers: response.headers, text: await response.text() };
}

describe.each(mcpServers)('$name', ({ name, publicUrl, port }) => {
  test('is on the front page with its address and at least one tool', async () => {
    const { text } = await get('/');
    expect(text).toContain(`<code>${publicUrl}/mcp</code>`);
    expect(text).toMatch(new RegExp(`${name}</span></h3>[\\s\\S]*?<li>[\\s\\S]*?<code>[a-z_]+</code></li>`));
  });

  test('is shown at its local address by a portal on this machine', async () => {
    const { text } = await get('/', 'ru', 'http://localhost:8787');
    expect(text).toContain(`<code>http://localhost:${port}/mcp</code>`);
  });

  test('is in the block for any client and in llms.txt', async () => {
    expect((await get('/')).text).toContain(`&quot;${name}&quot;: {&quot;url&quot;:&quot;${publicUrl}/mcp&quot;}`);
    expect((await get('/llms.txt')).text).toContain(`MCP endpoint: ${publicUrl}/mcp`);
  });
});

test('every client has its section, the chats first', async () => {
  const { text } = await get('/');
  const titles = [...text.matchAll(/<section class="card"><h3>([^<]+)<\/h3>/g)].map(([, title]) => title);
  const clients = [
    'ChatGPT',
    'Claude.ai',
    'Claude Code',
    'Codex',
    'Cursor',
    'VS Code',
    'Claude Desktop',
    'Любой другой клиент MCP',
  ];
  expect(titles).toEqual(clients);
});

test.each(['/', '/privacy', '/terms'])('%s speaks Russian, and English to whoever prefers it', async (path) => {
  expect((await get(path)).text).toContain('<html lang="ru">');
  expect((await get(path, 'en-GB,en;q=0.9')).text).toContain('<html lang="en">');
});

test.each([
  ['ru', ['«Скачай мои данные»', '«Удали мои данные»', 'поддержку'], 'не хранит ничего'],
  ['en', ['“Download my data”', '“Delete my data”', 'support'], 'keeps nothing'],
])(
  '/privacy says how people get and delete their data themselves, the support last (%s)',
  async (language, words, untrue) => {
    const { text } = await get('/privacy', language);
    const places = words.map((word) => text.indexOf(word));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(text).not.toContain(untrue);
  },
);

test('an unknown path gets a 404 page with a link home', async () => {
  const { status, text } = await get('/nope');
  expect(status).toBe(404);
  expect(text).toContain('href="/"');
});

test('nothing can be posted, framed or loaded from elsewhere', async () => {
  const posted = await portal.fetch(new Request(DEPLOYED, { method: 'POST', body: 'x' }));
  expect(posted.status).toBe(405);
  const { headers } = await get('/');
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(headers.get('x-frame-options')).toBe('DENY');
});
