import { html } from 'hono/html';
import { describe, expect, test } from 'vitest';
import { errorPage, PAGE_ERRORS, type PageErrorCode } from './error.ts';
import { pageHeaders, renderPage } from './layout.ts';
import { STYLESHEET_PATH, stylesheetResponse } from './stylesheet.ts';

test('S27 a page loads nothing but its own style sheet, sends forms to its own server only, and cannot be framed', () => {
  expect(pageHeaders().get('content-security-policy')).toBe(
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
  );
});

test('no page is cached, sniffed, framed or sent as a referrer', () => {
  expect(Object.fromEntries(pageHeaders())).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
  });
});

test('a page has no script and no inline style', async () => {
  const page = String(await renderPage({ language: 'en', title: 'Title', body: html`<p>Text</p>` }));
  expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
  expect(page).toContain(`href="${STYLESHEET_PATH}"`);
  expect(page).not.toMatch(/<script|<style|style=|onclick|javascript:/i);
});

test('the style sheet has its content type', () => {
  expect(stylesheetResponse().headers.get('content-type')).toBe('text/css; charset=utf-8');
});

describe('an error page', () => {
  test.each(Object.keys(PAGE_ERRORS) as PageErrorCode[])('%s says in both languages what to do next', async (name) => {
    for (const language of ['ru', 'en'] as const) {
      const response = await errorPage(name, language);
      expect(response.status).toBe(PAGE_ERRORS[name].status);
      expect(response.headers.get('cache-control')).toBe('no-store');
      const page = await response.text();
      expect(page).toContain(PAGE_ERRORS[name].title[language]);
      expect(page).toContain(PAGE_ERRORS[name].advice[language]);
    }
  });
});
