/** A time as the portal writes it, with the offset of its clocks at that time. */
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}([+-]\d{2}:\d{2})$/;

/** The same as a caller may write it. */
const EXACT = /^\d{4}-\d{2}-\d{2}[T ].+(?:Z|[+-]\d{2}:?\d{2})$/;

type Values = { readonly [name: string]: unknown };

/**
 * Whether times of a filter were read by an offset that the portal has only in a part of the year, as another one in its rows
 * shows. It says no name of its zone: for people without a zone of their own only its present offset is known.
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
  if (zone !== portalZone || offsetsIn(filter).length <= exact.length) return false;
  return rows.some((row) => offsetsIn(row).some((offset) => offset !== zone));
}

function offsetsIn(values: Values): readonly string[] {
  return Object.values(values).flatMap((value) => TIME.exec(String(value))?.[1] ?? []);
}
