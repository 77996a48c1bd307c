import type { OwnData } from '@aisystant/mcp';
import type { RequirementsServices } from './services.ts';
import { deleteMyData, STAYS } from './tools/rights/delete-my-data.ts';
import { exportMyData } from './tools/rights/export-my-data.ts';

/** The rights of a person on the account page. */
export const ownData: OwnData<RequirementsServices> = {
  copy: exportMyData,
  erase: deleteMyData,
  counted: {
    entities: {
      ru: 'эпики, истории, критерии и требования',
      en: 'epics, stories, acceptance criteria and requirements',
    },
    relationships: { ru: 'связи', en: 'relationships' },
    comments: { ru: 'комментарии', en: 'comments' },
  },
  stays: {
    ru: STAYS,
    en: 'The calls of apps are deleted with the records. What you wrote in a shared workspace stays without your name and e-mail. What also stays: log lines with a pseudonym while the log is kept, and the restoring of the database by the platform, 30 days. What the chat itself remembers is in its settings.',
  },
};
