/** A time as the portal writes it, with the offset of its clocks at that time. */
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}([+-]\d{2}:\d{2})$/;

/** The same as a caller may write it. */
const EXACT = /^\d{4}-\d{2}-\d{2}[T ].+(?:Z|[+-]\d{2}:?\d{2})$/;

type Values = { readonly [name: string]: unknown };

/**
 * Whether times of a filter were read by an offset that the portal has only in a part of the year, as another one in the same
 * columns of its rows shows. It says no name of its zone: for people without a zone of their own only its present offset is known.
 */
export function isOffsetAssumed(
  { zone, portalZone }: { readonly zone: string; readonly portalZone: string },
  {
    asked,
    filter,
    rows,
  }: {
    /** The filter as the caller wrote it, and as the portal got it. */
    readonly asked: Values;
    readonly filter: Values;
    readonly rows: readonly Values[];
  },
): boolean {
  const exact = Object.values(asked).filter((value) => EXACT.test(String(value)));
  const times = Object.entries(filter).filter(([, value]) => offsetOf(value) !== null);
  if (zone !== portalZone || times.length <= exact.length) return false;
  // Another column may have times of other years, as a day of birth has.
  const columns = new Set(times.map(([key]) => nameOf(key)));
  const told = rows.flatMap((row) => Object.entries(row).filter(([column]) => columns.has(nameOf(column))));
  return told.some(([, value]) => ![null, zone].includes(offsetOf(value)));
}

const offsetOf = (value: unknown): string | null => TIME.exec(String(value))?.[1] ?? null;

/** A column without the prefix of a condition: tasks are asked for `>=CREATED_DATE`, and told with `createdDate`. */
const nameOf = (column: string) => column.replace(/[^a-z0-9]/gi, '').toLowerCase();
