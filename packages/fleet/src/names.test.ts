import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from './paths.ts';

// A bundle has no other names of functions and classes than those that a source writes as a string.

const SOURCES = globSync('{packages,workers}/*/src/**/*.ts', { cwd: ROOT })
  .filter((file) => !/\.(test|d)\.ts$/.test(file))
  .map((file) => ({ file, text: readFileSync(path.join(ROOT, file), 'utf8') }));

describe('names that survive minification', () => {
  const errors = SOURCES.flatMap(({ text }) => text.split(/^(?=(?:export )?class )/m).slice(1)).flatMap((text) => {
    const [, name] = /^(?:export )?class (\w+) extends \w*Error\b/.exec(text) ?? [];
    return name === undefined ? [] : [{ name, text }];
  });

  test('errors are found', () => {
    expect(errors.map(({ name }) => name)).toEqual(expect.arrayContaining(['ToolError', 'IdentityError']));
  });

  test.each(errors)('$name says its name itself', ({ name, text }) => {
    expect(text).toMatch(new RegExp(`override readonly name(: string)? = '${name}';`));
  });

  test('no source asks for the name of a class or of a function', () => {
    const asking = SOURCES.filter(({ text }) => /constructor\.name\b|\.displayName\b|new\.target\.name/.test(text));
    expect(asking.map(({ file }) => file)).toEqual([]);
  });
});
