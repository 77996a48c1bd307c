import type { OwnData } from '@aisystant/mcp';
import type { ExerciseServices } from './services.ts';
import { deleteMyData, STAYS } from './tools/rights/delete-my-data.ts';
import { exportMyData } from './tools/rights/export-my-data.ts';

/** The rights of a learner on the account page. */
export const ownData: OwnData<ExerciseServices> = {
  copy: exportMyData,
  erase: deleteMyData,
  counted: { attempts: { ru: 'попытки', en: 'attempts' } },
  stays: {
    ru: STAYS,
    en: 'The calls of apps are deleted with the records, whichever way they came in. What stays: a mark that something was deleted (a hash and the time), log lines with a pseudonym while the log is kept, an answer that waits for its grades (encrypted, an hour at most), and the restoring of the storage by the platform, 30 days. What you saved of an exercise in the Digital Twin is deleted there. What the chat itself remembers is in its settings.',
  },
};
