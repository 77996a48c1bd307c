import type { PageHead } from '../store/corpus-store.ts';

/** A page as lists show it. */
export function pageLine({ id, number, title, type, status, readingMinutes }: PageHead) {
  return { id, number, title, type, status, reading_minutes: readingMinutes };
}

/** Russian words for the status of a page that a reader should know of; empty for a current one. */
export function statusWords(status: string): string {
  const words: Record<string, string> = {
    draft: ' (черновик)',
    'pending-review': ' (на проверке)',
    archived: ' (старая версия)',
  };
  return words[status] ?? '';
}

/** Path below which people read the pages in a browser. */
export const PAGES_PATH = '/pages/';

/** The address by which people and citations reach a page, a section or a guide. */
export function pageUrl(baseUrl: string, id: string): string {
  return `${baseUrl}${PAGES_PATH}${id.split('/').map(encodeURIComponent).join('/')}`;
}
