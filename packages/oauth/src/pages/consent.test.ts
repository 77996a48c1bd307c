import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { displayName } from '../display-name.ts';
import { type ConsentPage, renderConsent } from './consent.ts';

const HIDDEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const ATTACKS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</strong></bdi></form><form action="https://evil.example">',
  '<!--',
  ']]>',
  '&lt;b&gt;',
  '&#x3c;script&#x3e;',
  '</title><base href="https://evil.example">',
  '\u202egnp.exe',
  'javascript:alert(1)',
  '\u0000<b>',
  '<style>*{display:none}</style>',
];
const anyText = fc
  .array(fc.oneof(fc.constantFrom(...ATTACKS), fc.string({ unit: 'binary', maxLength: 20 })), { maxLength: 4 })
  .map((parts) => parts.join(''));

const harmless: ConsentPage = {
  language: 'ru',
  client: {
    clientId: 'client',
    clientName: 'Приложение',
    redirectUri: 'https://app.example.test/callback',
    redirectHost: 'app.example.test',
    redirectIsLoopback: false,
    scope: ['test:read'],
  },
  serverTitle: { ru: 'Пример', en: 'Example' },
  scopes: [{ id: 'test:read', text: { ru: 'Читать', en: 'Read' } }],
  handle: 'handle',
  portalUrl: 'https://portal.example.test',
};

/** Elements and attributes of a page, without text. */
async function skeleton(page: ConsentPage): Promise<string[]> {
  const elements: string[] = [];
  const rewriter = new HTMLRewriter()
    .on('*', {
      element: (element) => void elements.push(`${element.tagName} ${JSON.stringify([...element.attributes])}`),
    })
    .onDocument({ comments: ({ text }) => void elements.push(`comment ${text}`) });
  await rewriter.transform(new Response(String(await renderConsent(page)))).arrayBuffer();
  return elements;
}

describe('the displayed name of a client', () => {
  test('has no invisible characters, at most 80 characters, and is never empty', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (name) => {
        const shown = displayName(name);
        expect(shown).not.toMatch(HIDDEN);
        expect([...shown].length).toBeLessThanOrEqual(80);
        expect(shown).toMatch(/\S/);
      }),
    );
  });

  test('is idempotent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (name) => {
        const shown = displayName(name);
        expect(displayName(shown)).toBe(shown.trim());
      }),
    );
  });

  test.each([
    ['Claude', 'Claude'],
    ['  ChatGPT \n\t desktop ', 'ChatGPT desktop'],
    ['\u202eedualC', 'edualC'],
    ['Cla\u200bude', 'Claude'],
    ['Claude\u3164\u3164', 'Claude'],
    ['\u3164', '—'],
    ['', '—'],
    ['\ud800', '—'],
    ['😀'.repeat(100), '😀'.repeat(80)],
    ['Проводник', 'Проводник'],
    ['مساعد', 'مساعد'],
  ])('%j is displayed as %j', (name, shown) => {
    expect(displayName(name)).toBe(shown);
  });
});

describe('the consent page', () => {
  test.each(['ru', 'en'] as const)(
    'is the same page for any client, and only its words differ (%s)',
    async (language) => {
      const plain = await skeleton({ ...harmless, language });
      await fc.assert(
        fc.asyncProperty(anyText, anyText, async (clientName, redirectHost) => {
          const client = { ...harmless.client, clientName, redirectHost, clientUri: clientName, logoUri: clientName };
          expect(await skeleton({ ...harmless, language, client })).toEqual(plain);
        }),
      );
    },
  );

  test('has the same structure for any published domain', async () => {
    const named = (clientDomain: string) => ({ ...harmless, client: { ...harmless.client, clientDomain } });
    const plain = await skeleton(named('app.example.test'));
    await fc.assert(
      fc.asyncProperty(
        anyText.filter((text) => text.length > 0),
        async (domain) => {
          expect(await skeleton(named(domain))).toEqual(plain);
        },
      ),
    );
  });

  test('shows the redirect host more prominently than the client name', async () => {
    const page = String(await renderConsent(harmless));
    expect(page).toContain('<p class="host">app.example.test</p>');
    expect(page).toContain('<bdi>Приложение</bdi>');
    expect(page.indexOf('app.example.test')).toBeLessThan(page.indexOf('Приложение'));
    expect(page).toContain('мы его не проверяли');
  });

  test.each([
    ['ru', /Описание приложения размещено на <strong>evil\.example\.test<\/strong>; само имя мы не проверяли/],
    [
      'en',
      /description of the app is hosted at <strong>evil\.example\.test<\/strong>; the name itself we have not verified/,
    ],
  ] as const)(
    'says of a published domain only what it proves, and never that the name is right (%s)',
    async (language, said) => {
      const client = { ...harmless.client, clientName: 'ChatGPT', clientDomain: 'evil.example.test' };
      const page = String(await renderConsent({ ...harmless, language, client }));
      expect(page).toMatch(said);
      expect(page).not.toMatch(/подтвержд|confirm/i);
    },
  );

  test('warns about a loopback client', async () => {
    const client = { ...harmless.client, redirectHost: 'localhost', redirectIsLoopback: true };
    expect(String(await renderConsent({ ...harmless, client }))).toContain('программа на вашем компьютере');
    expect(String(await renderConsent(harmless))).not.toContain('программа на вашем компьютере');
  });

  test('puts the scopes of each group below its heading, and leaves out a group of which nothing is requested', async () => {
    const text = { ru: 'Читать', en: 'Read' };
    const group = (name: string) => ({ title: { ru: name, en: name }, scopes: [`${name}:read`, `${name}:write`] });
    const groups = ['a', 'b', 'c'].map(group);
    const scopes = ['a:read', 'c:read', 'c:write'].map((id) => ({ id, text }));
    const page = String(await renderConsent({ ...harmless, language: 'en', scopes, groups }));
    const shown = [...page.matchAll(/<legend>([^<]+)<\/legend>([\s\S]*?)<\/fieldset>/g)].map(
      ([, legend, boxes = '']) => [legend, ...[...boxes.matchAll(/value="([^"]+)"/g)].map(([, id]) => id)],
    );
    expect(shown).toEqual([
      ['What it will be able to do: a', 'a:read'],
      ['What it will be able to do: c', 'c:read', 'c:write'],
    ]);
  });

  test('has a checkbox with a description for each scope', async () => {
    const page = String(await renderConsent({ ...harmless, language: 'en' }));
    expect(page).toContain('<input type="checkbox" name="scope" value="test:read" checked><span>Read</span>');
  });
});
