import type { KeptData } from '@aisystant/mcp';
import type { DocumentBodies } from './store/twin-store.ts';

const DOCUMENTS: Readonly<Record<keyof DocumentBodies, Omit<KeptData, 'table'>>> = {
  goal: { ru: 'цели', en: 'goals' },
  week_plan: { ru: 'планы недель', en: 'plans of weeks' },
  slot: { ru: 'время занятий', en: 'study times' },
  work_product: { ru: 'рабочие продукты', en: 'work products' },
  learning_route: { ru: 'маршрут', en: 'the learning route' },
  guide_session: {
    ru: 'сессии с Проводником (о чём говорили и что решили)',
    en: 'sessions with the Guide (what was said and decided)',
  },
  stage_assessment: { ru: 'оценки ступени', en: 'stage assessments' },
  profile: { ru: 'что вы рассказали о себе', en: 'what you told about yourself' },
};

/** Everything a twin holds, table by table; each row also says which app wrote it. */
export const keptData: readonly KeptData[] = [
  { table: 'event', ru: 'дела с временем и длительностью', en: 'activities with time and duration' },
  { table: 'note', ru: 'заметки рефлексии', en: 'reflection notes' },
  ...Object.values(DOCUMENTS).map((words) => ({ table: 'document', ...words })),
  { table: 'cancellation', ru: 'что вы отменили и почему', en: 'what you cancelled and why' },
  {
    table: 'sync_report',
    ru: 'за какие дни приложения сообщили всё',
    en: 'for which days your apps reported everything',
  },
  {
    table: 'twin',
    ru: 'когда двойник заведён и сколько в нём дел',
    en: 'when the Twin began and how many activities it has',
  },
  {
    table: 'ticket',
    ru: 'отпечатки одноразовых ссылок и подтверждений',
    en: 'fingerprints of one-use links and confirmations',
  },
  { table: 'withdrawal', ru: 'забранные вами разрешения', en: 'permissions you took back', remains: true },
  { table: 'tombstone', ru: 'отметка об удалении', en: 'a mark that something was deleted', remains: true },
];
