/** Rounds to so many parts of one, or finer, until `says` says of the rounded value what it says of the value. */
export function roundAs(value: number, says: (value: number) => unknown, parts = 10): number {
  const finer = [parts, 10 * parts, 100 * parts, 1000 * parts].map((each) => Math.round(value * each) / each);
  return finer.find((rounded) => says(rounded) === says(value)) ?? value;
}

const isSome = (value: number) => value > 0;

/** Rounds to tenths, or finer: a little is not nothing. */
export const roundToTenths = (value: number): number => roundAs(value, isSome);

/** The same to hundredths. */
export const roundToHundredths = (value: number): number => roundAs(value, isSome, 100);
