import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { versionOf } from './package-version.ts';

const FILES = { 'plugin.json': '{}', 'skills/week/SKILL.md': '# Неделя\n' };
const kept = versionOf(FILES, { version: '1.4.9', content: '' });

/** Every way in which the installed files may change. */
const CHANGES: { readonly [change: string]: { readonly [path: string]: string } } = {
  'a text': { ...FILES, 'skills/week/SKILL.md': '# Итоги недели\n' },
  'a new file': { ...FILES, 'assets/logo.svg': '<svg/>' },
  'a file that is gone': { 'plugin.json': '{}' },
  'a file with another name': { 'plugin.json': '{}', 'skills/day/SKILL.md': '# Неделя\n' },
};

describe('the version of the package', () => {
  test('stays while nothing changes, whatever the order of the files', () => {
    expect(versionOf(FILES, kept)).toBe(kept);
    expect(versionOf(Object.fromEntries(Object.entries(FILES).toReversed()), kept)).toBe(kept);
  });

  test.each(Object.entries(CHANGES))('is the next one after %s', (_, files) => {
    const next = versionOf(files, kept);
    expect(next.version).toBe('1.4.11');
    expect(next.content).not.toBe(kept.content);
  });

  test('is never the same for two contents, one after the other', () => {
    const files = fc.dictionary(fc.string({ minLength: 1 }), fc.string());
    fc.assert(
      fc.property(files, files, (before, after) => {
        const first = versionOf(before, kept);
        const second = versionOf(after, first);
        const same = JSON.stringify(Object.entries(before).sort()) === JSON.stringify(Object.entries(after).sort());
        expect(second.version === first.version).toBe(same);
      }),
    );
  });
});
