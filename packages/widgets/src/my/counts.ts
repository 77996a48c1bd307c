import type { Reader } from '../kit/read.ts';

/** What the servers count, in words. */
const COUNTED: { readonly [kind: string]: string } = {
  events: 'записи о делах',
  notes: 'заметки',
  reports: 'отчёты источников',
  documents: 'цели, планы, продукты, профиль',
  attempts: 'попытки',
};

const written = new Intl.NumberFormat('ru');

/** What a deletion would take, before the person says yes. That there is nothing is said only of what was counted. */
export function countsOf(answer: Reader): string {
  const counts = Object.entries(COUNTED).flatMap(([kind, words]) => {
    const count = answer.record('counts').count(kind);
    return count === null ? [] : [{ words, count }];
  });
  if (counts.length === 0) return 'Сколько записей удалится, неизвестно.';
  const present = counts.filter(({ count }) => count > 0);
  if (present.length === 0) return 'Записей нет.';
  return `Вот что удалится: ${present.map(({ words, count }) => `${words}: ${written.format(count)}`).join('; ')}.`;
}
