import type { KeptData } from '@aisystant/mcp';

/** Everything that the server holds about people, table by table. */
export const keptData: readonly KeptData[] = [
  { table: 'workspace', ru: 'ваше личное пространство', en: 'your own workspace' },
  {
    table: 'member',
    ru: 'ваши имя, почта и роль в общем пространстве',
    en: 'your name, e-mail and role in a shared workspace',
  },
  {
    table: 'invitation',
    ru: 'приглашения в общее пространство, на которые ещё не ответили: имя, почта и роль',
    en: 'invitations to a shared workspace that are not answered yet: name, e-mail and role',
  },
  {
    table: 'entity',
    ru: 'эпики, истории, критерии и требования, которые вы создали',
    en: 'epics, stories, acceptance criteria and requirements that you made',
  },
  {
    table: 'revision',
    ru: 'что, когда и через какое приложение вы меняли',
    en: 'what you changed, when, and by which app',
  },
  { table: 'relationship', ru: 'связи, которые вы провели', en: 'relationships that you made' },
  {
    table: 'relationship_change',
    ru: 'какие связи вы провели и убрали, когда и через какое приложение',
    en: 'which relationships you made and removed, when, and by which app',
  },
  { table: 'comment', ru: 'ваши комментарии', en: 'your comments' },
  { table: 'entity_words', ru: 'слова этих текстов для поиска', en: 'the words of these texts, for the search' },
  {
    table: 'deleted_entity',
    ru: 'номера удалённого; история его правок остаётся',
    en: 'the numbers of what was deleted; its history of changes stays',
  },
  {
    table: 'requirement_type',
    ru: 'виды требований вашего пространства, если вы их меняли',
    en: 'the types of requirements of your workspace, if you changed them',
  },
  { table: 'counter', ru: 'последние номера', en: 'the last numbers' },
  {
    table: 'request',
    ru: 'отпечатки запросов, чтобы повтор ничего не создал дважды',
    en: 'fingerprints of requests, so that a repeated one makes nothing twice',
  },
  {
    table: 'ticket',
    ru: 'отпечатки одноразовых ссылок и подтверждений',
    en: 'fingerprints of one-use links and confirmations',
  },
];
