import { PAGE_STATUSES, type PageStatus } from '../src/domain/corpus/model.ts';
import type { PageLabels } from './page-labels.ts';

/** A status as written; `current` when there is none or an unknown one. */
export function statusOf(written: string | null): PageStatus {
  return PAGE_STATUSES.find((status) => status === written?.toLowerCase()) ?? 'current';
}

/** Tells the author of a page where it is read otherwise than they may think. */
export function pageNotes(status: string | null, { missed }: PageLabels): readonly string[] {
  return [...statusNotes(status), ...missed.map(missedNote)];
}

function statusNotes(written: string | null): readonly string[] {
  if (written === null || statusOf(written) === written.toLowerCase()) return [];
  return [
    `статуса «${written.slice(0, 60)}» нет, страница взята как готовая (current). Есть: ${PAGE_STATUSES.join(', ')}`,
  ];
}

const missedNote = (line: string) =>
  `строка «${line.slice(0, 60)}» останется в тексте: поле стоит в начале страницы, после его имени двоеточие`;
