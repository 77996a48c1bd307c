import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../paths.ts';
import { TOOLS, taughtBy } from './testing/readme-tool.ts';

/** Imports of a module beside: `import { a, type B } from './c.ts';`. */
const IMPORT = /^import \{ (.+) \} from '(\..+)';$/gm;
const OF_THE_TOOL_ITSELF = './get-active-days.ts';

/** Names that a code takes from files, each with why it cannot. */
function missingNames(code: string): string[] {
  return [...code.matchAll(IMPORT)].flatMap(([, names = '', from = '']) => {
    if (from === OF_THE_TOOL_ITSELF) return [];
    const file = path.join(ROOT, TOOLS, from);
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    const exported = (name: string) => new RegExp(`^export [\\w ]*\\b${name}\\b`, 'm').test(text);
    return names
      .split(', ')
      .map((name) => name.replace('type ', ''))
      .filter((name) => !exported(name))
      .map((name) => `${name} of ${from}`);
  });
}

test('the tool of the READMEs and its test take only names that there are', async () => {
  const taught = await taughtBy(ROOT, 'README.md');
  expect(await taughtBy(ROOT, 'README.ru.md')).toEqual(taught);
  expect(taught.tool).toContain('export const getActiveDays');
  expect([...missingNames(taught.tool), ...missingNames(taught.itsTest)]).toEqual([]);
  expect(missingNames("import { resolveZone, noSuchName } from './zone.ts';")).toEqual(['noSuchName of ./zone.ts']);
});
