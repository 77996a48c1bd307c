import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPersonalForm, isWellFormed, newPersonalToken, prefixOf, randomText } from './personal-token.ts';

/** The pattern for secret scanners in the README. */
const SCANNED = /\b(aisy_[a-z0-9-]+_|mcp_pat_)[0-9A-Za-z]{49}\b/;

const serverName = fc.constantFrom('dt-mcp', 'fsm-mcp', 'guides-mcp', 'bitrix24-mcp', 'two-words-mcp');

describe('a personal token', () => {
  test('says which server it belongs to, is found by secret scanners, and is well formed there and nowhere else', async () => {
    await fc.assert(
      fc.asyncProperty(serverName, serverName, async (name, other) => {
        const token = await newPersonalToken({ name });
        expect(token).toMatch(SCANNED);
        expect(`config = "${token}",`.match(SCANNED)?.[0]).toBe(token);
        expect(token.startsWith(prefixOf({ name }))).toBe(true);
        expect(await isWellFormed({ name }, token)).toBe(true);
        expect(await isWellFormed({ name: other }, token)).toBe(other === name);
      }),
    );
  });

  test('with one character changed, added or removed is not well formed', async () => {
    const token = await newPersonalToken({ name: 'dt-mcp' });
    const position = fc.nat({ max: token.length - 1 });
    await fc.assert(
      fc.asyncProperty(position, fc.constantFrom('x', '0', '_', ' ', 'é', ''), async (at, put) => {
        const changed = token.slice(0, at) + put + token.slice(at + 1);
        expect(await isWellFormed({ name: 'dt-mcp' }, changed)).toBe(changed === token);
        expect(await isWellFormed({ name: 'dt-mcp' }, `${token.slice(0, at)}x${token.slice(at)}`)).toBe(false);
      }),
    );
  });

  test('has the prefix that its server declares, and is a personal token there alone', async () => {
    const [own, other] = [{ name: 'a-mcp', tokenPrefix: 'mcp_pat_' }, { name: 'b-mcp' }];
    const token = await newPersonalToken(own);
    expect(token).toMatch(/^mcp_pat_[0-9A-Za-z]{49}$/);
    expect(`"${token}"`.match(SCANNED)?.[0]).toBe(token);
    expect([await isWellFormed(own, token), await isWellFormed(other, token)]).toEqual([true, false]);
    // One of another server is refused here and never sent to anybody else.
    for (const each of [own, other]) expect(isPersonalForm(each, await newPersonalToken(other))).toBe(true);
    expect([isPersonalForm(own, token), isPersonalForm(other, token)]).toEqual([true, false]);
  });

  test('is never an arbitrary text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 80 }), async (text) => {
        expect(await isWellFormed({ name: 'dt-mcp' }, text)).toBe(false);
        expect(await isWellFormed({ name: 'dt-mcp' }, `aisy_dt_${text}`)).toBe(false);
      }),
    );
  });

  test('is different each time, with every letter and digit in use', () => {
    const texts = Array.from({ length: 200 }, () => randomText(43));
    expect(new Set(texts).size).toBe(200);
    expect(new Set(texts.join('')).size).toBe(62);
    for (const text of texts) expect(text).toMatch(/^[0-9A-Za-z]{43}$/);
  });
});
