import type { Texts } from '../domain/texts.ts';
import { getCompanies } from './get-companies.ts';
import { getContacts } from './get-contacts.ts';
import { getDeal } from './get-deal.ts';
import { getDeals } from './get-deals.ts';
import { getDictionary } from './get-dictionary.ts';
import { getLead } from './get-lead.ts';
import { getLeads } from './get-leads.ts';
import { getTask } from './get-task.ts';
import { getTasks } from './get-tasks.ts';
import { getUsers } from './get-users.ts';

/** The tools with the texts of a language, in the order in which they are listed. */
export const tools = (texts: Texts) =>
  [getLeads, getDeals, getContacts, getCompanies, getUsers, getTasks, getDictionary, getLead, getDeal, getTask].map(
    (make) => make(texts),
  );
