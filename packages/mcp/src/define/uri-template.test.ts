import { UriTemplate } from '@modelcontextprotocol/server';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ToolError } from './tool-error.ts';
import { literalForm, memberAt, readMember } from './uri-template.ts';

const LIST = 'epics://list{?status,priority}';
const BOOK = 'shop://shelves/{shelf}{?page}';

/** What is read of an address; null when it is not of the template. */
function read(template: string, uri: string) {
  const member = memberAt(template, uri);
  return member === null ? null : readMember(template, member);
}

/** The error to an address. */
function refusal(template: string, uri: string): ToolError['facts'] | null {
  try {
    read(template, uri);
    return null;
  } catch (error) {
    if (error instanceof ToolError) return error.facts;
    throw error;
  }
}

/** Any text but that of a parameter that is not filled in. */
const value = fc
  .string({ unit: 'grapheme', minLength: 1 })
  .filter((text) => text.isWellFormed() && !/^\{.*\}$/.test(text));
const values = fc.record({ status: value, priority: value }, { requiredKeys: [] });

describe('the query of an address', () => {
  test('is read as the official client writes it, with any of its parameters', () => {
    fc.assert(
      fc.property(values, (given) => {
        const uri = new UriTemplate(LIST).expand(given as Record<string, string>);
        expect(read(LIST, uri)).toEqual({ path: '', query: given });
      }),
    );
  });

  test('is read in any order, and as a person writes it, without any encoding but that of %, & and =', () => {
    fc.assert(
      fc.property(values, (given) => {
        const plain = (text: string) => text.replace(/[%&=]/g, encodeURIComponent);
        const pairs = Object.entries(given).map(([name, text]) => `${name}=${plain(text)}`);
        for (const order of [pairs, pairs.toReversed()]) {
          expect(read(LIST, `epics://list?${order.join('&')}`)?.query).toEqual(given);
        }
      }),
    );
  });

  test('an empty parameter counts as absent', () => {
    for (const uri of ['epics://list', 'epics://list?', 'epics://list?status=&priority=', 'epics://list?status']) {
      expect(read(LIST, uri)).toEqual({ path: '', query: {} });
    }
  });

  test('stands beside variables of the path', () => {
    expect(read(BOOK, 'shop://shelves/low?page=2')).toEqual({ path: 'low', query: { page: '2' } });
    expect(read(BOOK, 'shop://shelves/low')).toEqual({ path: 'low', query: {} });
    for (const uri of ['shop://shelves/', 'shop://shelves/?page=2', 'shop://shelves/low/high?page=2']) {
      expect(read(BOOK, uri)).toBeNull();
    }
  });

  test.each([
    ['a parameter that there is not', 'epics://list?state=Draft', 'Есть: status, priority.'],
    ['a parameter of every object', 'epics://list?__proto__=1', 'Есть: status, priority.'],
    ['a parameter twice', 'epics://list?status=Draft&status=Done', 'Оставьте один.'],
    ['a parameter that is not filled in', 'epics://list?status={status}&priority=1', 'Подставьте значение'],
    ['no name', 'epics://list?=Draft', 'Есть: status, priority.'],
    ['nothing between two signs', 'epics://list?status=Draft&&priority=1', 'Есть: status, priority.'],
  ])('with %s is refused', (_, uri, hint) => {
    expect(refusal(LIST, uri)).toMatchObject({
      code: 'INVALID_ARGUMENT',
      field: 'uri',
      hint: expect.stringContaining(hint),
    });
  });
});

describe('a malformed % sequence', () => {
  const malformed = fc.constantFrom('%', '%d', '%zz', '%D0', '%D0%', '%C0%80', '%ED%A0%80', '%FF');

  test('is refused wherever it is, and the answer says how to write it', () => {
    fc.assert(
      fc.property(malformed, fc.constantFrom('', 'в', 'a'), (bytes, around) => {
        const text = `${around}${bytes}`;
        for (const [template, uri] of [
          [LIST, `epics://list?status=${text}`],
          [LIST, `epics://list?${text}=Draft`],
          [BOOK, `shop://shelves/${text}`],
          ['shop://{shelf}/{book}/text', `shop://a/${text}/text`],
        ] as const) {
          expect(refusal(template, uri), uri).toMatchObject({
            code: 'INVALID_ARGUMENT',
            hint: expect.stringContaining('%D0%B2'),
          });
        }
      }),
    );
  });
});

test('the literal form has the query written out', () => {
  expect(literalForm(LIST)).toBe('epics://list?status={status}&priority={priority}');
  expect(literalForm('epic://{id}/hierarchy')).toBe('epic://{id}/hierarchy');
});
