/** A status as a person reads it, and its look. */
interface ShownStatus {
  readonly word: string;
  readonly tone: '' | 'begun' | 'over' | 'dropped';
}

/** Every status that the server has, by its name on the wire. */
const STATUSES: Readonly<Record<string, ShownStatus>> = {
  Backlog: { word: 'в очереди', tone: '' },
  Draft: { word: 'черновик', tone: '' },
  'In Progress': { word: 'в работе', tone: 'begun' },
  Done: { word: 'готово', tone: 'over' },
  Cancelled: { word: 'отменено', tone: 'dropped' },
  Active: { word: 'действует', tone: 'over' },
  Obsolete: { word: 'устарело', tone: 'dropped' },
};

/** A status in Russian; one that is not known is shown as it came, and looks as one that has not begun. */
export const shownStatus = (status: string): ShownStatus =>
  (Object.hasOwn(STATUSES, status) && STATUSES[status]) || { word: status, tone: '' };

/** The word of a status. */
export const statusWord = (status: string): string => shownStatus(status).word;
