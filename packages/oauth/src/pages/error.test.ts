import { describe, expect, test } from 'vitest';
import { errorPage, PAGE_ERRORS, type PageErrorCode } from './error.ts';

describe.each(Object.keys(PAGE_ERRORS) as PageErrorCode[])('the page of the error %s', (code) => {
  test.each(['ru', 'en'] as const)('is not the end of the way (%s)', async (language) => {
    expect(await (await errorPage(code, language)).text()).toMatch(/<a href="\/(?:account)?">/);
  });
});

test('a page that knows the way back to the client leads nowhere else', async () => {
  const page = await (await errorPage('refusedRequest', 'ru', 'https://app.example.test/callback?error=x')).text();
  expect([...page.matchAll(/<a href="([^"]*)"/g)].map(([, address]) => address)).toEqual([
    'https://app.example.test/callback?error=x',
  ]);
});
