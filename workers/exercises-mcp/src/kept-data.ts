import type { KeptData } from '@aisystant/mcp';

/** Everything that is kept about a learner, table by table. */
export const keptData: readonly KeptData[] = [
  {
    table: 'document',
    ru: 'ваши попытки: ответ, балл и разбор (текст рефлексии — только с вашего согласия)',
    en: 'your attempts: the answer, the score and the feedback (the text of a reflection only with your consent)',
  },
  {
    table: 'ticket',
    ru: 'отпечатки одноразовых ссылок и подтверждений',
    en: 'fingerprints of one-use links and confirmations',
  },
  { table: 'withdrawal', ru: 'забранные вами разрешения', en: 'permissions you took back', remains: true },
  { table: 'tombstone', ru: 'отметка об удалении', en: 'a mark that something was deleted', remains: true },
];
