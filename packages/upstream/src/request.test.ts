import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redirectTarget, urlOf } from './request.ts';

const target = { baseUrl: 'https://third.example/rest/1/s3cret' };
const endpoint = { method: 'GET', path: '/things/{id}/parts' } as const;

describe('a parameter of the path', () => {
  test('S22 a parameter is one segment that reads as it was given, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (id) => {
        fc.pre(!/^\.{1,2}$/.test(id) && id.isWellFormed());
        const { pathname, search, hash, origin } = urlOf(target, endpoint, { id });
        expect([origin, search, hash]).toEqual(['https://third.example', '', '']);
        expect(pathname.split('/').map(decodeURIComponent)).toEqual(['', 'rest', '1', 's3cret', 'things', id, 'parts']);
      }),
    );
  });

  test.each(['', '.', '..', undefined])('%j is refused before anything is sent', (id) => {
    expect(() => urlOf(target, endpoint, id === undefined ? {} : { id })).toThrow(TypeError);
  });
});

test('a query repeats lists and leaves out what is undefined', () => {
  const query = { email: ['a@b.c', 'd'], top: 5, only: true, absent: undefined };
  expect(urlOf(target, endpoint, { id: '1' }, query).search).toBe('?email=a%40b.c&email=d&top=5&only=true');
});

describe('a redirect', () => {
  const from = new URL('https://old.bitrix24.ru/rest/1/s3cret/crm.lead.list?start=50');
  const hosts = ['*.bitrix24.ru', 'crm.own.example'];
  const to = (location: string | null) => redirectTarget(from, location, hosts)?.href ?? null;

  test('leads to the same path at an allowed host, with the query of the request', () => {
    const path = '/rest/1/s3cret/crm.lead.list';
    expect(to(`https://new.bitrix24.ru${path}`)).toBe(`https://new.bitrix24.ru${path}?start=50`);
    expect(to(`//crm.own.example${path}?a=b#c`)).toBe(`https://crm.own.example${path}?start=50`);
  });

  test.each([
    null,
    'https://',
    'https://evil.example/rest/1/s3cret/crm.lead.list',
    'https://bitrix24.ru.evil.example/rest/1/s3cret/crm.lead.list',
    'https://evilbitrix24.ru/rest/1/s3cret/crm.lead.list',
    'https://user@new.bitrix24.ru/rest/1/s3cret/crm.lead.list',
    'http://new.bitrix24.ru/rest/1/s3cret/crm.lead.list',
    'https://new.bitrix24.ru/auth/',
  ])('to %s is not followed', (location) => {
    expect(to(location)).toBe(null);
  });
});
