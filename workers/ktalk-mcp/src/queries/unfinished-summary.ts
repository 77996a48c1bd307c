/** What is told of a summary that KTalk is making, by its status: why to wait, and what the words that it has so far are. */
export const UNFINISHED_SUMMARY: ReadonlyMap<string, { readonly why: string; readonly before: string }> = new Map([
  ['inProgress', { why: 'Контур.Толк ещё готовит итог', before: 'Вот что уже есть' }],
  ['recreateInProgress', { why: 'Контур.Толк переделывает итог', before: 'Вот прежний' }],
]);

/** What is told where KTalk tried and failed, which is another thing than no summary; null of any other status. */
export function failedSummary(status: string): string | null {
  return status === 'failed' || status === 'serviceError' ? 'Контур.Толк не смог составить итог.' : null;
}

/** What is told in the place of a summary that is not there. */
export const ABSENT_SUMMARY = 'Итога в Толке нет.';

/** What is told beside the rest of a summary of which a person hid a part. */
export const PART_HIDDEN = 'Часть итога скрыли в Толке.';
