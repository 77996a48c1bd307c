/**
 * Most characters of the JSON of one record. A whole answer has 50,000: with the lines and the quality around it, what
 * was written can always be read back.
 */
const RECORD_CHARACTERS = 48_000;

/** Whether a record can be read back whole; `beside` is what else the answer that shows it must hold, characters. */
export function fitsAnswer(record: unknown, beside = 0): boolean {
  return JSON.stringify(record).length <= RECORD_CHARACTERS - beside;
}

/** Why a record is refused that could not be read back. */
export const TOO_LONG = 'Слишком длинно: целиком это не прочесть одним ответом.';
