import { random } from '../random.ts';
import type { PortalData } from './portal.ts';
import { companies, contacts, deals } from './seed-deals.ts';
import { leads } from './seed-leads.ts';
import { DEPARTMENTS, USERS } from './seed-people.ts';
import { STATUSES } from './seed-statuses.ts';
import { tasks } from './seed-tasks.ts';

const MOSCOW_MINUTES = 180;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The portal of a workshop that makes wooden furniture, as of the day of `nowMs`: 654 leads, 120 deals in two funnels, seven
 * people, and tasks in every status. The same day gives the same data.
 */
export function seedPortal(nowMs: number): PortalData {
  const offsetMs = MOSCOW_MINUTES * 60_000;
  const today = Math.floor((nowMs + offsetMs) / DAY_MS) * DAY_MS - offsetMs;
  const context = { today, pick: random(20_240) };
  return {
    offsetMinutes: MOSCOW_MINUTES,
    departments: DEPARTMENTS,
    statuses: STATUSES,
    users: USERS,
    administrators: [1],
    categories: [
      { id: 0, name: 'Розница' },
      { id: 1, name: 'Проекты для бизнеса' },
    ],
    currencies: [
      { id: 'RUB', name: 'Российский рубль', rate: '1.0000' },
      { id: 'EUR', name: 'Евро', rate: '98.5000' },
    ],
    leads: leads(context),
    deals: deals(context),
    contacts: contacts(context),
    companies: companies(context),
    tasks: tasks(context),
  };
}
