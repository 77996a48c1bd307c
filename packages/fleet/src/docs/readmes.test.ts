import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  BITRIX24_PORT,
  COMPANY_PORT,
  GALLERY_PORT,
  IDENTITY_LOGIN_PORT,
  IDENTITY_PORT,
  KTALK_PORT,
} from '../manifest.ts';
import { ROOT } from '../paths.ts';
import { app, workers } from '../servers.ts';

/** What a section says that does not depend on the language. */
interface Facts {
  /** Code to run or to paste, without its comments. */
  readonly blocks: readonly string[];
  /** Names in the text: files, commands, addresses. */
  readonly names: readonly string[];
  readonly links: readonly string[];
  readonly steps: readonly string[];
  readonly tableRows: number;
}

/** The facts of each section, from the heading on. Diagrams are drawn in the words of a language. */
function factsOf(file: string): readonly Facts[] {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  return text.split(/^## /m).map((section) => {
    const fences = [...section.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)];
    const prose = section.replaceAll(/^```[\s\S]*?^```$/gm, '');
    const all = (pattern: RegExp) => [...prose.matchAll(pattern)].map(([found]) => found);
    return {
      blocks: fences
        .filter(([, language]) => language !== 'mermaid')
        .map(([, , code = '']) => code.replaceAll(/ +# .*$/gm, '')),
      names: all(/`[^`\n]+`/g).toSorted(),
      links: all(/(?<=\]\()[^)]+(?=\))|<http[^>]+>/g),
      steps: all(/^\d+\. /gm),
      tableRows: all(/^\|/gm).length,
    };
  });
}

const [english, russian] = [factsOf('README.md'), factsOf('README.ru.md')];

describe('the README in two languages', () => {
  test('has the same sections, with commands, links and steps in them', () => {
    expect(russian).toHaveLength(english.length);
    expect(english.flatMap(({ blocks }) => blocks).length).toBeGreaterThan(8);
    expect(english.flatMap(({ links }) => links).length).toBeGreaterThan(10);
    expect(english.flatMap(({ steps }) => steps)).toEqual(['1. ', '2. ', '3. ', '4. ']);
  });

  test.each(['README.md', 'README.ru.md'])('says in %s which ports must be free', (file) => {
    const simulated = [IDENTITY_LOGIN_PORT, IDENTITY_PORT, KTALK_PORT, BITRIX24_PORT, COMPANY_PORT, GALLERY_PORT];
    const ports = [...simulated, ...[...workers, app].map(({ port }) => port)];
    const [, first, last] = /(\d{4}) (?:to|по) (\d{4})/.exec(readFileSync(path.join(ROOT, file), 'utf8')) ?? [];
    expect([Number(first), Number(last)]).toEqual([Math.min(...ports), Math.max(...ports)]);
  });

  test.each(english.map((_, index) => index))('says the same in section %i', (index) => {
    expect(russian[index]).toEqual(english[index]);
  });
});
