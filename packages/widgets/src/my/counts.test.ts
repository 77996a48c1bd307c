import { expect, test } from 'vitest';
import { readerOf } from '../kit/read.ts';
import { countsOf } from './counts.ts';

const said = (answer: unknown) => countsOf(readerOf(answer));

test('what would be deleted is counted, with large numbers in their thousands', () => {
  expect(said({ counts: { events: 12_345, notes: 2, reports: 0 } })).toBe(
    'Вот что удалится: записи о делах: 12\u00a0345; заметки: 2.',
  );
});

test('there is nothing to delete only where everything was counted as nothing', () => {
  expect(said({ counts: { events: 0, attempts: 0 } })).toBe('Записей нет.');
  for (const answer of [{}, { counts: null }, { counts: {} }, { counts: { events: null, notes: 'две' } }])
    expect(said(answer)).toBe('Сколько записей удалится, неизвестно.');
});
