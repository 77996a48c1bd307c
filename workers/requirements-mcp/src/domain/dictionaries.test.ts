import { describe, expect, test } from 'vitest';
import { entryOf, relationshipTypes, requirementTypes } from './dictionaries.ts';

const entries = [...requirementTypes, ...relationshipTypes];

describe('an entry of a dictionary', () => {
  test('has an id of its own', () => {
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
  });

  test.each(entries)('$name is found by name in any spelling and by id', (entry) => {
    const { id, name } = entry;
    const written = [id, id.toUpperCase(), name, name.toUpperCase(), name.replace(/[ _-]/g, ''), ` ${name} `];
    for (const each of written) expect(entryOf(entries, each)).toBe(entry);
  });

  test('is found by a name whose letters are written in parts', () => {
    const [first] = requirementTypes;
    const own = [{ ...first, id: 'x', name: 'Внешний ёж', description: '' }];
    expect(entryOf(own, 'внешний ёж'.normalize('NFD'))).toBe(own[0]);
  });

  test('is not found by something else', () => {
    for (const text of ['', 'function', 'depends', '00000000-0000-4000-8000-000000000000']) {
      expect(entryOf(entries, text)).toBeNull();
    }
  });
});
