import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { displayName } from '../display-name.ts';
import { type AccountPage, renderAccount } from './account.ts';
import { renderIssuedToken } from './personal-tokens.ts';

const ATTACKS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '" autofocus onfocus="alert(1)',
  '</bdi></h3></li></ul><form action="https://evil.example">',
  '<!--',
  '&#x3c;script&#x3e;',
];
/** A name as stored, after `displayName`. */
const anyName = fc
  .array(fc.oneof(fc.constantFrom(...ATTACKS), fc.string({ unit: 'binary', maxLength: 20 })), { maxLength: 3 })
  .map((parts) => displayName(parts.join('')));

const SCOPES = { 'test:read': { ru: 'Читать', en: 'Read' } };
const token = { id: 'a'.repeat(16), name: 'Скрипт', scopes: ['test:read'], created: 1, expires: 2 };
const app = {
  id: 'b'.repeat(16),
  clientId: 'c'.repeat(16),
  client: 'Приложение',
  domain: 'app.example.test',
  redirectUri: 'https://app.example.test/callback',
  redirectHost: 'app.example.test',
  isLoopback: false,
  scopes: ['test:read', 'offline_access'],
  createdAt: 1,
};

function accountOf(client: string, host: string, name: string): AccountPage {
  return {
    language: 'ru',
    serverTitle: { ru: 'Пример', en: 'Example' },
    done: undefined,
    calls: {
      entries: [{ at_ms: 1, server: 'test-mcp', via: 'app', app: client, kind: 'tool', name: 'test.read', code: 'OK' }],
      next: null,
      missing: [],
    },
    missing: [],
    titles: new Map(),
    link: undefined,
    portalUrl: 'https://portal.example.test',
    person: { userId: 'anna' },
    csrf: 'csrf',
    scopes: SCOPES,
    connections: {
      items: [{ ...app, client, redirectHost: host, domain: host }],
      hasMore: false,
      hasUnfinished: false,
    },
    tokens: [
      { ...token, name, madeBy: null },
      { ...token, name, madeBy: client },
    ],
    lastUses: new Map([[app.id, 1]]),
    newToken: { id: 'c'.repeat(16), maxNameLength: 60, lifetimesDays: [7, 30], limitReached: false },
    now: 2,
  };
}

/** Elements and attributes of a page, without the values of `aria-label`. */
async function skeleton(page: ReturnType<typeof renderAccount>): Promise<string[]> {
  const elements: string[] = [];
  const rewriter = new HTMLRewriter()
    .on('*', {
      element: ({ tagName, attributes }) => {
        const shown = [...attributes].map(([name, value]) => (name === 'aria-label' ? [name] : [name, value]));
        elements.push(`${tagName} ${JSON.stringify(shown)}`);
      },
    })
    .onDocument({ comments: ({ text }) => void elements.push(`comment ${text}`) });
  await rewriter.transform(new Response(String(await page))).arrayBuffer();
  return elements;
}

describe('the account page', () => {
  test('has the same HTML structure for any names of apps and tokens', async () => {
    const plain = await skeleton(renderAccount(accountOf('Приложение', 'app.example.test', 'Скрипт')));
    await fc.assert(
      fc.asyncProperty(anyName, anyName, anyName, async (client, host, name) => {
        expect(await skeleton(renderAccount(accountOf(client, host, name)))).toEqual(plain);
      }),
    );
  });

  test('describes granted scopes, and omits those without a description', async () => {
    const page = String(await renderAccount(accountOf('Приложение', 'app.example.test', 'Скрипт')));
    expect(page).toContain('<li>Читать</li>');
    expect(page).not.toMatch(/test:read<|offline_access/);
  });

  test.each([
    ['ru', 'описание размещено на evil.example.test'],
    ['en', 'description hosted at evil.example.test'],
  ] as const)(
    'does not present a name as verified, only the domain of its description (%s)',
    async (language, said) => {
      const page = String(await renderAccount({ ...accountOf('ChatGPT', 'evil.example.test', 'Скрипт'), language }));
      expect(page).toContain(said);
      expect(page).not.toMatch(/подтвержд|confirm/i);
    },
  );

  test('shows the last use of each, or that there was none', async () => {
    const page = String(await renderAccount(accountOf('Приложение', 'app.example.test', 'Скрипт')));
    expect(page).toContain('обращалось в последний час');
    expect(page).toContain('ещё не использован');
  });

  test('has the form of a new token folded, and a token valid until a day, which is not promised whole', async () => {
    const page = String(await renderAccount(accountOf('Приложение', 'app.example.test', 'Скрипт')));
    expect(page).toMatch(
      /<details>\s*<summary><h2>Новый токен<\/h2><\/summary>\s*<form [^>]*action="\/account\/tokens"/,
    );
    expect(page).toContain('действует до 1 января');
  });

  test('shows who made a token: the person, or an app by the name that it gave itself', async () => {
    const page = String(await renderAccount(accountOf('Приложение', 'app.example.test', 'Скрипт')));
    expect(page).toMatch(/Создан вами [^<]+, действует/);
    expect(page).toMatch(/Создан приложением <bdi>Приложение<\/bdi> [^<]+, действует/);
  });
});

describe('a link to a third party', () => {
  const link = { kind: 'key', title: { ru: 'Свой ключ', en: 'Own key' }, lead: { ru: 'Зачем', en: 'Why' } } as const;
  const linkedAt = Date.UTC(2026, 10, 20, 12) / 1000;
  const page = async (language: 'ru' | 'en') =>
    String(
      await renderAccount({
        ...accountOf('Приложение', 'app.example.test', 'Скрипт'),
        language,
        link: { ...link, linkedAt },
      }),
    );

  test('has a field with its label, before the apps: chats send people to the page for it', async () => {
    const text = await page('ru');
    expect(text).toMatch(/<label for="key">Ключ<\/label>\s*<input id="key" type="password"/);
    expect(text.indexOf('Свой ключ')).toBeLessThan(text.indexOf('Подключённые приложения'));
  });

  test('says since when, in a sentence with one full stop', async () => {
    expect(await page('ru')).toContain('<p>Ключ привязан 20 ноября 2026\u00a0г.</p>');
    expect(await page('en')).toContain('<p>A key is linked since November 20, 2026.</p>');
  });

  test('that cannot be read now is not silently left out, and offers nothing that would not work', async () => {
    const text = String(
      await renderAccount({
        ...accountOf('Приложение', 'app.example.test', 'Скрипт'),
        link: { ...link, linkedAt: 'unknown' },
      }),
    );
    expect(text).toContain('Сейчас не видно, привязан ли ключ');
    expect(text).not.toContain('action="/account/key');
  });
});

test('the page of a new token shows how to use it, without the token in a command', async () => {
  const secret = `aisy_dt_${'x'.repeat(49)}`;
  const page = renderIssuedToken({
    language: 'en',
    token: secret,
    facts: token,
    server: 'dt-mcp',
    resource: 'https://dt-mcp.example.test/mcp',
  });
  const text = String(await page);
  expect(text.split(secret)).toHaveLength(2);
  expect(text).toContain(
    'claude mcp add --transport http dt-mcp https://dt-mcp.example.test/mcp --header "Authorization: Bearer $DT_MCP_TOKEN"',
  );
  expect(text).toContain('--bearer-token-env-var DT_MCP_TOKEN');
});
