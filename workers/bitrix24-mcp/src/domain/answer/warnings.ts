import type { Entity } from '../entity.ts';
import type { Filter } from '../request/condition.ts';
import { localTime, type Moment, timeRange } from '../request/date-range.ts';
import { splitKey } from '../request/prefix.ts';

/** A warning with the filter that ends it. */
export interface Warning {
  readonly message: string;
  readonly suggested_filters: { readonly [key: string]: string };
}

/** Whether one of the columns of time has both a lower and an upper bound. */
function hasDateRange({ dates }: Entity, filter: Filter): boolean {
  const bounds = Object.keys(filter).map(splitKey);
  return dates.some((date) => {
    const prefixes = bounds.filter(({ column }) => column === date).map(({ prefix }) => prefix);
    return prefixes.some((each) => each.startsWith('>')) && prefixes.some((each) => each.startsWith('<'));
  });
}

/**
 * A warning where no range of dates is set, with that of today in the person's zone. `message` has the names of the columns
 * in the place of `{fields}`.
 */
export function dateWarning(entity: Entity, filter: Filter, moment: Moment, message: string): Warning | null {
  if (hasDateRange(entity, filter)) return null;
  const today = timeRange('today', moment);
  if (!today.ok) return null;
  const [column] = entity.dates;
  // A suggestion for tasks is documented without an offset; the server reads it in the person's zone.
  const write = (time: string) => (entity.dialect === 'tasks' ? localTime(time, moment.zone) : time);
  return {
    message: message.replace('{fields}', entity.dates.join(', ')),
    suggested_filters: { [`>=${column}`]: write(today.value.from), [`<=${column}`]: write(today.value.to) },
  };
}
