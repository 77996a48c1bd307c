import { describe, expect, test } from 'vitest';
import { BenchUsageError, PARTS, readOptions } from './options.ts';

describe('the arguments of the bench', () => {
  test('are not needed: all parts run, in their order, without a base', () => {
    expect(readOptions([])).toMatchObject({ parts: Object.keys(PARTS), base: null, json: null, picture: null });
  });

  test('name parts in any order', () => {
    expect(readOptions(['growth', 'speed'])?.parts).toEqual(['speed', 'growth']);
  });

  test('set the base, the files and the rounds', () => {
    const args = ['--base', 'HEAD~3', '--json', 'a.json', '--picture', 'a.svg', '--rounds', '3'];
    const options = readOptions(args);
    expect(options).toMatchObject({ base: 'HEAD~3', json: 'a.json', picture: 'a.svg' });
    expect(options?.settings.rounds).toBe(3);
  });

  test.each(['--help', '-h'])('%s asks for help, whatever else is said', (help) => {
    expect(readOptions(['growth', help])).toBeNull();
  });

  test.each([
    [['grwth'], 'Did you mean growth?'],
    [['--bse', 'x'], '--bse'],
    [['--base'], '--base'],
    [['--rounds', '0'], 'whole number'],
    [['--rounds', 'many'], 'whole number'],
    [['growth', '--picture', 'a.svg'], 'speed'],
    [['--json', 'no/such/folder/a.json'], 'no folder'],
  ])('are refused when wrong: %j', (args, message) => {
    expect(() => readOptions(args)).toThrow(BenchUsageError);
    expect(() => readOptions(args)).toThrow(message);
  });
});
