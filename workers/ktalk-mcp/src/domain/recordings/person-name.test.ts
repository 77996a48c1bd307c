import fc from 'fast-check';
import { expect, test } from 'vitest';
import { utteranceLine } from '../transcript/utterance.ts';
import { personName } from './person-name.ts';

test.each([
  [{ surname: 'Волкова', firstname: 'Анна', login: 'anna' }, null, 'Волкова Анна'],
  [{ surname: ' Волкова ', firstname: ' ', login: 'anna' }, null, 'Волкова'],
  [{ surname: null, firstname: 'Анна' }, null, 'Анна'],
  [{ surname: '', login: 'anna' }, null, 'anna'],
  [null, ' Гость  Иван\n', 'Гость Иван'],
  [null, ' ', 'Неизвестный'],
  [{}, undefined, 'Неизвестный'],
])('%j with the name of a guest %j is called %s', (account, guest, name) => {
  expect(personName(account, guest)).toBe(name);
});

test('no name, as people write theirs, makes a line that another person would have said', () => {
  const text = fc.option(fc.string({ unit: fc.constantFrom('а', ' ', '\n', '\r', '\u2028', '[', ']', ':') }));
  const account = fc.option(fc.record({ surname: text, firstname: text, login: text }));
  fc.assert(
    fc.property(account, text, (who, guest) => {
      const speaker = personName(who, guest);
      expect(speaker).not.toBe('');
      const line = utteranceLine({ startMs: 0, endMs: 1, speakerKey: null, speaker, text: 'Слова.' });
      expect(line.split(/[\n\r\u2028\u2029]/)).toHaveLength(1);
    }),
  );
});
