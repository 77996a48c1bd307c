import type { OwnData } from '@aisystant/mcp';
import type { DtServices } from './services.ts';
import { deleteMyData, ELSEWHERE, STAYS } from './tools/rights/delete-my-data.ts';
import { exportMyData } from './tools/rights/export-my-data.ts';

/** The rights of a learner on the account page. */
export const ownData: OwnData<DtServices> = {
  copy: exportMyData,
  erase: deleteMyData,
  counted: {
    events: { ru: 'записи о делах', en: 'records of activities' },
    notes: { ru: 'заметки', en: 'notes' },
    reports: { ru: 'отчёты источников', en: 'reports of sources' },
    documents: {
      ru: 'прочее (цели, планы, продукты, профиль)',
      en: 'the rest (goals, plans, products, profile)',
    },
  },
  stays: {
    ru: `${STAYS} ${ELSEWHERE}`,
    en: 'The calls of apps are deleted with the records, whichever way they came in. What stays: a mark that something was deleted (a hash and the time), permissions you took back (app, kind, time), log lines with a pseudonym while the log is kept, and the restoring of the storage by the platform, 30 days. The Guide keeps none of your records; if you signed in there, its connections are ended on its own account page. A copy in the learning platform, the bot or the timer stays where the record came from. What the chat itself remembers is in its settings.',
  },
};
