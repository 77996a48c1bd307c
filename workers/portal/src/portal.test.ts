import { mcpServers } from '@aisystant/fleet/servers';
import { describe, expect, test } from 'vitest';
import portal from './index.ts';

const DEPLOYED = 'https://portal.example.test';

async function get(path: string, language = 'ru', origin = DEPLOYED) {
  const response = await portal.fetch(new Request(origin + path, { headers: { 'accept-language': language } }));
  return { status: response.status, headers: response.headers, text: await response.text() };
}

describe.each(mcpServers)('$name', ({ name, publicUrl, port, tools, pages }) => {
  test('is on the front page with its address and at least one tool', async () => {
    const { text } = await get('/');
    expect(text).toContain(`<code>${publicUrl}/mcp</code>`);
    expect(text).toMatch(new RegExp(`${name}</span></h3>[\\s\\S]*?<li>[\\s\\S]*?<code>\\w+</code></li>`));
  });

  test('links to its account page and to each of its pages, at the address that is shown', async () => {
    for (const [origin, home] of [
      [DEPLOYED, publicUrl],
      ['http://localhost:8787', `http://localhost:${port}`],
    ] as const) {
      const { text } = await get('/', 'ru', origin);
      for (const path of ['/account', ...pages.map((each) => each.path)])
        expect(text).toContain(`href="${home}${path}"`);
    }
  });

  test('has every tool once, in the group of what it does or of what the plain address does not list', async () => {
    const card = (await get('/', 'en')).text.split(`${name}</span></h3>`)[1]?.split('</section>')[0] ?? '';
    const groups = new Map(
      card
        .split('<h4>')
        .slice(1)
        .map((part) => part.split('</h4>'))
        .map(([head = '', list = '']) => [head, list]),
    );
    const groupOf = (tool: (typeof tools)[number]) =>
      tool.listed
        ? { read: 'Find out', write: 'Do', destructive: 'Delete' }[tool.effect]
        : `More, when connected at <code>${publicUrl}/mcp?tools=full</code>`;
    expect([...groups.keys()].toSorted()).toEqual([...new Set(tools.map(groupOf))].toSorted());
    for (const tool of tools) {
      expect(groups.get(groupOf(tool))).toContain(`<code>${tool.name}</code></li>`);
      expect(card.split(`<code>${tool.name}</code>`)).toHaveLength(2);
    }
  });

  test('is shown at its local address by a portal on this machine', async () => {
    const { text } = await get('/', 'ru', 'http://localhost:8787');
    expect(text).toContain(`<code>http://localhost:${port}/mcp</code>`);
  });

  test('has its card in the catalogue of the domain', async () => {
    const { headers, text } = await get('/.well-known/ai-catalog.json');
    expect(headers.get('content-type')).toBe('application/ai-catalog+json');
    expect(JSON.parse(text).entries).toContainEqual({
      identifier: `urn:air:portal.example.test:mcp:${name}`,
      type: 'application/mcp-server-card+json',
      url: `${publicUrl}/mcp/server-card`,
    });
  });

  test('is in the block for any client and in llms.txt', async () => {
    expect((await get('/')).text).toContain(`&quot;${name}&quot;: {&quot;url&quot;:&quot;${publicUrl}/mcp&quot;}`);
    expect((await get('/llms.txt')).text).toContain(`MCP endpoint: ${publicUrl}/mcp`);
  });
});

const CHATS = ['ChatGPT', 'Claude.ai'];
const PROGRAMS = ['Claude Code', 'Codex', 'Cursor', 'VS Code', 'Claude Desktop', 'Любой другой клиент MCP'];

/** Titles of the client sections, in order. */
const clientsOn = (text: string) =>
  [...text.matchAll(/<details class="card"><summary><h3>([^<]+)<\/h3>/g)].map(([, title]) => title);

test('every client has its section, the chats first, and all of them before the servers', async () => {
  const { text } = await get('/');
  expect(clientsOn(text)).toEqual([...CHATS, ...PROGRAMS]);
  expect(text.lastIndexOf('<details class="card">')).toBeLessThan(text.indexOf('<section class="card">'));
});

test('the sign-in of Codex names a server that has one', async () => {
  const logins = [...(await get('/')).text.matchAll(/codex mcp login ([a-z0-9-]*)/g)].map(([, name]) => name);
  const named = mcpServers.filter(({ name }) => logins.includes(name));
  expect(named).toHaveLength(logins.length);
  expect(named.flatMap(({ tools }) => tools).map(({ effect }) => effect)).toContain('write');
});

test('a portal on this machine has no steps for the clients that cannot reach it, and says why', async () => {
  const { text } = await get('/', 'ru', 'http://localhost:8787');
  expect(clientsOn(text)).toEqual(PROGRAMS);
  expect(text).toContain('не дотянутся');
  expect(text).not.toMatch(/https:\/\/[a-z-]+\.aisystant/);
});

test('everything but the headings and the addresses is folded', async () => {
  const { text } = await get('/');
  expect(text).not.toMatch(/<details[^>]* open/);
  const folded = text.match(/<details/g)?.length;
  expect(folded).toBe(CHATS.length + PROGRAMS.length + mcpServers.length);
});

test.each(['/', '/privacy', '/terms'])('%s is in Russian, and in English for a reader who prefers it', async (path) => {
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

test('the front page runs the one script of its own origin, and the other pages run none', async () => {
  const { text, headers } = await get('/');
  expect([...text.matchAll(/<script src="([^"]*)"/g)].map(([, source]) => source)).toEqual(['/copy.js']);
  expect(text).not.toMatch(/<script>|onclick|javascript:/);
  expect(headers.get('content-security-policy')).toMatch(/; script-src 'self'$/);
  const script = await get('/copy.js');
  expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  for (const path of ['/privacy', '/terms', '/nope']) {
    const page = await get(path);
    expect(page.text).not.toContain('<script');
    expect(page.headers.get('content-security-policy')).not.toContain('script-src');
  }
});

test.each([
  ['ru', 'https://portal.example.test', /^(?:адрес|команд|блок)/],
  ['ru', 'http://localhost:8787', /^(?:адрес|команд|блок)/],
  ['en', 'https://portal.example.test', /^the (?:address|command|sign-in|block)/],
])(
  'every block that can be copied says what it is, and blocks of one name are the same: %s at %s',
  async (language, origin, kind) => {
    const { text } = await get('/', language, origin);
    const blocks = [...text.matchAll(/<pre[^>]*? data-what="([^"]*)"><code>([^<]*)</g)];
    expect(blocks).toHaveLength(text.split('<pre').length - 1);
    const named = new Map(blocks.map(([, what, code]) => [what, code]));
    for (const [, what, code] of blocks) {
      expect(what).toMatch(kind);
      expect(named.get(what)).toBe(code);
    }
  },
);

describe('the page of a person', () => {
  const directives = (headers: Headers) =>
    new Map(
      (headers.get('content-security-policy') ?? '').split('; ').map((directive) => {
        const [name = '', ...values] = directive.split(' ');
        return [name, values];
      }),
    );

  test('is found from the front page', async () => {
    expect((await get('/')).text).toContain('href="/my"');
  });

  test('runs its own script, speaks with the servers of the fleet only, and frames its own widgets only', async () => {
    const { status, text, headers } = await get('/my');
    expect(status).toBe(200);
    expect([...text.matchAll(/<script src="([^"]*)"/g)].map(([, source]) => source)).toEqual(['/my/page.js']);
    const policy = directives(headers);
    expect(policy.get('default-src')).toEqual(["'none'"]);
    expect(policy.get('script-src')).toEqual(["'self'"]);
    expect(policy.get('frame-src')).toEqual(["'self'"]);
    expect(policy.get('frame-ancestors')).toEqual(["'none'"]);
    expect(policy.get('connect-src')).toEqual(mcpServers.map(({ publicUrl }) => publicUrl));
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });

  test('is told the servers of this fleet, wherever its ports are', async () => {
    const { headers } = await get('/my', 'ru', 'http://localhost:9787');
    expect(directives(headers).get('connect-src')).toEqual(
      mcpServers.map(({ port }) => `http://localhost:${port + 1000}`),
    );
  });

  test('is a public client, whose metadata document names itself and the page as the one way back', async () => {
    const { headers, text } = await get('/my/client.json');
    expect(headers.get('content-type')).toContain('application/json');
    expect(JSON.parse(text)).toMatchObject({
      client_id: `${DEPLOYED}/my/client.json`,
      redirect_uris: [`${DEPLOYED}/my`],
      token_endpoint_auth_method: 'none',
    });
    expect(text).not.toContain('secret');
  });

  test('has its widgets in a frame of no origin, which loads and sends nothing', async () => {
    const policy = directives((await get('/my/frame')).headers);
    expect(policy.get('sandbox')).toEqual(['allow-scripts', 'allow-forms']);
    expect(policy.get('default-src')).toEqual(["'none'"]);
    expect(policy.get('form-action')).toEqual(["'none'"]);
    expect(policy.get('frame-ancestors')).toEqual(["'self'"]);
    for (const name of ['connect-src', 'frame-src', 'worker-src']) expect(policy.has(name)).toBe(false);
  });

  test('has a script and a style of its own, small enough for a phone', async () => {
    const script = await get('/my/page.js');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    const packed = new Blob([script.text]).stream().pipeThrough(new CompressionStream('gzip'));
    expect((await new Response(packed).arrayBuffer()).byteLength).toBeLessThan(120 * 1024);
    expect((await get('/my/page.css')).headers.get('content-type')).toBe('text/css; charset=utf-8');
  });
});
