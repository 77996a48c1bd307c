import { ProtocolError } from '@modelcontextprotocol/client';
import { describe, expect, test } from 'vitest';
import { DOWN, sectionErrorOf, ToolRefusal } from './section-error.ts';

const factsOf = (code: unknown) => ({ 'aisystant/error': { code } });
const toolAnswer = (_meta?: Record<string, unknown>) =>
  new ToolRefusal({ isError: true, content: [{ type: 'text', text: 'Так сказал сервер.' }], ...(_meta && { _meta }) });
const protocolAnswer = (data?: unknown) => ProtocolError.fromError(-32603, 'Так сказал сервер.', data);

describe('after the consent was withdrawn, or the data were deleted elsewhere', () => {
  test.each([
    ['a tool', toolAnswer(factsOf('CONSENT_REQUIRED'))],
    ['a resource or the list of tools', protocolAnswer(factsOf('CONSENT_REQUIRED'))],
  ])('the refusal of %s leads to the consent page', (_, error) => {
    expect(sectionErrorOf(error)).toEqual({ text: expect.stringContaining('Разрешение'), remedy: 'allow' });
  });
});

test('a refusal is told without its code and without names of tools, and in the words of the page where nothing is there', () => {
  const refused = (missing?: string) =>
    new ToolRefusal(
      {
        isError: true,
        content: [{ type: 'text', text: 'NOT_FOUND: Такой записи нет. Свои записи: get_user_records.' }],
        _meta: { 'aisystant/error': { code: 'NOT_FOUND', message: 'Такой записи нет.' } },
      },
      missing,
    );
  expect(sectionErrorOf(refused()).text).toBe('Такой записи нет.');
  expect(sectionErrorOf(refused('Встреч нет.')).text).toBe('Встреч нет.');
});

test.each([undefined, {}, factsOf('CONFLICT'), factsOf(7), { 'aisystant/error': null }])(
  'any other refusal of a tool is said in its own words: %j',
  (meta) => expect(sectionErrorOf(toolAnswer(meta))).toEqual({ text: 'Так сказал сервер.', remedy: 'retry' }),
);

test.each([undefined, null, 'text', {}, factsOf('INTERNAL'), { 'aisystant/error': [] }])(
  'any other protocol error is no answer: %j',
  (data) =>
    expect(sectionErrorOf(protocolAnswer(data), true)).toEqual({
      text: DOWN,
      remedy: 'retry',
    }),
);

test('a request that never left is laid to the connection, and no other section is said to work', () => {
  const error = new TypeError('Failed to fetch');
  expect(sectionErrorOf(error, false)).toEqual({ text: expect.stringContaining('Нет связи'), remedy: 'retry' });
  expect(sectionErrorOf(error, true).text).toBe(DOWN);
  expect(DOWN).not.toMatch(/[Оо]стальн/);
});
