import { describe, expect, test } from 'vitest';
import { signInPage } from './sign-in-page.ts';
import { type Browser, type Navigation, newBrowser } from './testing/browser.ts';
import { relyingParty } from './testing/relying-party.ts';
import { clients, learners, startForTest } from './testing/setup.ts';

async function pageFor(browser: Browser): Promise<Navigation> {
  const { issuer } = await startForTest();
  const party = await relyingParty(issuer, clients.guides);
  return browser.open((await party.begin()).url);
}

describe('the sign-in page', () => {
  test('says what it is, for whom, and offers every demo learner and a field', async () => {
    const { html, status } = await pageFor(newBrowser());
    expect(status).toBe(200);
    expect(html).toContain('<h1>Локальный вход для разработки</h1>');
    expect(html).toContain('Ученики здесь выдуманы');
    expect(html).toContain('<code>guides-mcp</code>');
    for (const { login, title } of learners) {
      expect(html).toContain(`<button name="login" value="${login}">`);
      expect(html).toContain(title);
    }
    expect(html).toContain('<input id="login" name="login"');
  });

  test.each([
    ['en-US,en;q=0.9,ru;q=0.8', 'en'],
    ['ru-RU,ru;q=0.9,en;q=0.8', 'ru'],
    ['de,fr;q=0.5', 'ru'],
    ['', 'ru'],
  ])('for Accept-Language %j is in %s', async (accepted, language) => {
    const { html, headers } = await pageFor(newBrowser({ 'accept-language': accepted }));
    expect(html).toContain(`<html lang="${language}">`);
    expect(headers.get('content-language')).toBe(language);
    expect(html).toContain(language === 'en' ? 'Local sign-in for development' : 'Локальный вход для разработки');
  });

  test('loads nothing, runs nothing, and is neither framed nor cached', async () => {
    const { html, headers } = await pageFor(newBrowser());
    expect(html).not.toMatch(/<script|@import|url\(|src=|https?:/);
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'/);
    expect(headers.get('content-security-policy')).not.toContain('form-action');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test('keeps a button and the field in different forms', () => {
    const { main } = signInPage({ language: 'ru', clientId: 'dt-mcp', learners });
    for (const form of main.split('</form>').slice(0, -1)) {
      expect(form.includes('<input') && form.includes('value="demo_')).toBe(false);
    }
  });

  test('shows no empty list where there are no demo learners', () => {
    const { main } = signInPage({ language: 'ru', clientId: 'dt-mcp', learners: [] });
    expect(main).not.toContain('<ul');
  });

  test('escapes whatever is put into it', () => {
    const evil = '"><b>\'&';
    const page = signInPage({
      language: 'en',
      clientId: evil,
      learners: [{ login: evil, title: evil }],
      currentLogin: evil,
      refusedLogin: evil,
    });
    expect(page.main).not.toContain('<b>');
    expect(page.main).not.toContain('"">');
  });
});
